<?php
/**
 * The storyteller: gives a local wiki a past.
 *
 * Reads a story as JSON from standard input, performs it in one process with the wiki's clock set for each
 * action, and prints one line of JSON: a list with one result for each action. The format is described in
 * story/README.md. A story that cannot be understood is refused before anything is done; when an action
 * fails, the ones before it stay done. Both print a message to standard error and exit with 1.
 *
 * MediaWiki 1.39: php story.php; from 1.40 on: php maintenance/run.php /path/of/story.php.
 */

require_once getenv( 'MW_INSTALL_PATH' ) . '/maintenance/Maintenance.php';
require_once __DIR__ . '/story/load.php';

class Story extends Maintenance {

	public function __construct() {
		parent::__construct();
		$this->addDescription( 'Performs a story: a JSON list of actions read from standard input.' );
	}

	/** @inheritDoc */
	public function getDbType() {
		return self::DB_ADMIN;
	}

	/** @inheritDoc */
	public function execute() {
		try {
			$results = ( new Storyteller() )->tell( stream_get_contents( STDIN ) );
		} catch ( StoryProblem $problem ) {
			$this->fatalError( $problem->getMessage() );
		}
		echo json_encode( $results, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ), "\n";
	}
}

$maintClass = Story::class;
require_once RUN_MAINTENANCE_IF_MAIN;
