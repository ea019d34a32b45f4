<?php
/**
 * Router of PHP's own web server for a local wiki: short addresses, the entry points, and static files.
 * The document root is MediaWiki's folder; MW_CONFIG_FILE names the wiki's LocalSettings.php.
 */

$localWikiRoot = rtrim( $_SERVER['DOCUMENT_ROOT'], '/' );
$localWikiFolder = dirname( getenv( 'MW_CONFIG_FILE' ) );
$localWikiPath = rawurldecode( strtok( $_SERVER['REQUEST_URI'], '?' ) );

/** Sends a file that lies in one of the folders; anything else is "not found". */
function localWikiSendFile( string $file, array $folders ): void {
	$types = [
		'css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml', 'png' => 'image/png',
		'gif' => 'image/gif', 'jpg' => 'image/jpeg', 'ico' => 'image/x-icon', 'woff' => 'font/woff',
		'woff2' => 'font/woff2', 'json' => 'application/json', 'ttf' => 'font/ttf', 'webp' => 'image/webp',
	];
	$real = realpath( $file );
	$type = $types[strtolower( pathinfo( $file, PATHINFO_EXTENSION ) )] ?? null;
	foreach ( $folders as $folder ) {
		if ( $real && $type && is_file( $real ) && str_starts_with( $real, realpath( $folder ) . '/' ) ) {
			header( "Content-Type: $type" );
			header( 'Content-Length: ' . filesize( $real ) );
			readfile( $real );
			return;
		}
	}
	http_response_code( 404 );
	echo 'Not found';
}

if ( $localWikiPath === '/.local-wiki' ) {
	// Answers "is it you?" without starting MediaWiki.
	echo $localWikiFolder;
	return true;
}
if ( $localWikiPath === '/.local-wiki/story' ) {
	// The key keeps out web pages: a browser sends such a header to nobody but its own site.
	$localWikiKey = json_decode( file_get_contents( "$localWikiFolder/wiki.json" ), true )['key'];
	if ( !hash_equals( $localWikiKey, $_SERVER['HTTP_X_LOCAL_WIKI_KEY'] ?? '' ) ) {
		http_response_code( 403 );
		return true;
	}
	define( 'LOCAL_WIKI_ROUTER', true );
	chdir( $localWikiRoot );
	require __DIR__ . '/story-request.php';
	return true;
}
if ( preg_match( '!^/(index|api|load|rest|opensearch_desc|thumb)\.php(/|$)!', $localWikiPath, $localWikiMatch ) ) {
	$localWikiScript = $localWikiMatch[1];
} elseif ( $localWikiPath === '/' || str_starts_with( $localWikiPath, '/wiki/' ) ) {
	$localWikiScript = 'index';
} else {
	if ( str_starts_with( $localWikiPath, '/images/' ) ) {
		localWikiSendFile( $localWikiFolder . $localWikiPath, [ "$localWikiFolder/images" ] );
	} else {
		localWikiSendFile( $localWikiRoot . $localWikiPath, [
			"$localWikiRoot/resources", "$localWikiRoot/skins", "$localWikiRoot/extensions",
		] );
	}
	return true;
}

$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = "/$localWikiScript.php";
$_SERVER['SCRIPT_FILENAME'] = "$localWikiRoot/$localWikiScript.php";
chdir( $localWikiRoot );
require "$localWikiRoot/$localWikiScript.php";
