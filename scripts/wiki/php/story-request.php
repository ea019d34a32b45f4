<?php
/**
 * Tells a story inside the running server (see router.php), where MediaWiki is ready at once: 15 ms instead of
 * a quarter of a second for a new process. Answers 200 with the results, 422 with what is wrong with the story, or 500.
 */

if ( !defined( 'LOCAL_WIKI_ROUTER' ) ) {
	exit;
}

define( 'MW_ENTRY_POINT', 'story' );
define( 'MW_NO_SESSION', 1 );
set_time_limit( 0 );
// A client that gives up must not stop a story halfway.
ignore_user_abort( true );
require "$localWikiRoot/includes/WebStart.php";
require_once __DIR__ . '/story/load.php';

try {
	$localWikiResults = ( new Storyteller() )->tell( file_get_contents( 'php://input' ) );
	header( 'Content-Type: application/json' );
	echo json_encode( $localWikiResults, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ), "\n";
} catch ( StoryProblem $problem ) {
	http_response_code( 422 );
	echo $problem->getMessage();
} catch ( Throwable $bug ) {
	http_response_code( 500 );
	echo $bug;
}
