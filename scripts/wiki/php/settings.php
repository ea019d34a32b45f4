<?php
/**
 * The settings shared by all local wikis. Each wiki's own LocalSettings.php sets $wgLocalWiki to its
 * folder and requires this file. The folder holds:
 *
 *   wiki.json      how the wiki was made: port, language, sitename, jobs, pygmentize, database; of a wiki that
 *                  is one of a farm also dbname and farm, the farm's folder (see farm/settings.php)
 *   settings.json  optional, {"wgReadOnly": "..."}: settings of the moment, read on every request
 *   data/          the SQLite files
 *   mariadb/       the wiki's own MariaDB server, where the wiki is on one: port, data
 *   images/        uploads
 *
 * Works on MediaWiki 1.39 and 1.43.
 */

if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}

$localWiki = json_decode( file_get_contents( "$wgLocalWiki/wiki.json" ), true );

$wgSitename = $localWiki['sitename'];
$wgMetaNamespace = 'Project';
$wgLanguageCode = $localWiki['language'];
$wgLocaltimezone = 'UTC';
$wgServer = "http://127.0.0.1:{$localWiki['port']}";
$wgScriptPath = '';
$wgArticlePath = '/wiki/$1';
# Browsers and bots tell the cookies of one machine apart by their names alone, not by the port.
$wgCookiePrefix = "wiki{$localWiki['port']}";
$wgSecretKey = str_repeat( '0123456789abcdef', 4 );
$wgAuthenticationTokenVersion = '1';
$wgPingback = false;
$wgEnableEmail = false;
$wgShowExceptionDetails = true;
$wgRightsText = 'CC BY-SA 4.0';

# Drafts live where they do on the large Wikipedias.
$wgExtraNamespaces[118] = 'Draft';
$wgExtraNamespaces[119] = 'Draft_talk';

# --- Database: SQLite without waiting for the disk: these wikis may be lost.
$localWikiSqlite = static function (
	string $name, string $mode = 'IMMEDIATE', ?string $called = null
) use ( $wgLocalWiki ): array {
	return [
		'type' => 'sqlite',
		'dbname' => $called ?? $name,
		'tablePrefix' => '',
		'dbFilePath' => "$wgLocalWiki/data/$name.sqlite",
		'variables' => [ 'synchronous' => 'OFF' ],
		'trxMode' => $mode,
		'flags' => 0,
	];
};
$wgDBtype = 'sqlite';
$wgDBname = $localWiki['dbname'] ?? 'wiki';
$wgSQLiteDataDir = "$wgLocalWiki/data";
$wgDBservers = [ [ 'load' => 1, 'flags' => DBO_DEFAULT ] + $localWikiSqlite( 'wiki', '', $wgDBname ) ];

# Jobs in a file of their own: a job that flushes its transaction must not find the queue's writes in it.
$wgJobTypeConf['default'] = [
	'class' => 'JobQueueDB',
	'claimTTL' => 3600,
	'server' => $localWikiSqlite( 'wiki_jobqueue' ),
];

if ( ( $localWiki['database'] ?? '' ) === 'mariadb' ) {
	# The tables as Wikimedia has them, in a server of the wiki's own. Caches and sessions stay in SQLite.
	$wgDBtype = 'mysql';
	$wgDBserver = '127.0.0.1:' . file_get_contents( "$wgLocalWiki/mariadb/port" );
	$wgDBuser = 'local';
	$wgDBpassword = 'password-of-the-local-database';
	$wgDBTableOptions = 'ENGINE=InnoDB, DEFAULT CHARSET=binary';
	$wgDBservers = false;
	unset( $wgJobTypeConf['default']['server'] );
}

# --- Caches: none that could be stale. Stories and tests write to the database beside the server, with
# clocks of their own, so nothing that MediaWiki remembers between requests could be trusted.
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgUseLocalMessageCache = false;
$wgEnableSidebarCache = false;
$wgCachePages = false;
$wgObjectCaches[CACHE_DB] = [
	'class' => 'SqlBagOStuff',
	'loggroup' => 'SQLBagOStuff',
	'server' => $localWikiSqlite( 'wikicache' ),
];
$wgObjectCaches['db-replicated'] = $wgObjectCaches[CACHE_DB];
# Sessions have a file of their own: a reset of the wiki keeps people logged in.
$wgObjectCaches['local-sessions'] = [
	'class' => 'SqlBagOStuff',
	'loggroup' => 'SQLBagOStuff',
	'server' => $localWikiSqlite( 'sessions' ),
];
$wgSessionCacheType = 'local-sessions';
$wgCacheDirectory = getenv( 'LOCAL_WIKI_L10N' ) ?: "$wgLocalWiki/l10n";
$wgLocalisationCacheConf['store'] = 'array';
$wgLocalisationCacheConf['storeDirectory'] = $wgCacheDirectory;
$wgResourceLoaderUseObjectCacheForDeps = true;

# --- Nothing happens behind a reader's back: an answered edit is wholly done, jobs wait to be called.
$wgForceDeferredUpdatesPreSend = true;
$wgJobRunRate = $localWiki['jobs'] ? 1 : 0;
$wgRunJobsAsync = false;
# Old stories stay in recent changes, or the web's random clean-up would make tests random.
$wgRCMaxAge = 50 * 365 * 86400;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
# Cheap hashes: the passwords are public anyway.
$wgPasswordConfig['pbkdf2'] = [ 'cost' => '1' ] + ( $wgPasswordConfig['pbkdf2'] ?? [] );
$wgPasswordPolicy['policies'] = [ 'default' => [] ];

# --- As on most Wikipedias: mw-reverted comes at once, not only when the revert has been patrolled.
$wgUseRCPatrol = false;
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;
$wgGroupPermissions['sysop']['mergehistory'] = true;

# --- Files and shell
$wgEnableUploads = true;
$wgUploadDirectory = "$wgLocalWiki/images";
$wgUploadPath = '/images';
$wgTmpDirectory = sys_get_temp_dir();
$wgUseImageMagick = false;
$wgUseInstantCommons = false;
$wgMaxShellMemory = 0;
$wgMaxShellFileSize = 0;

# --- Logs stay in the wiki's folder (Debian's package would write to /var/log/mediawiki).
$wgDBerrorLog = "$wgLocalWiki/error.log";
foreach ( [ 'exception', 'error', 'fatal' ] as $localWikiLog ) {
	$wgDebugLogGroups[$localWikiLog] = "$wgLocalWiki/error.log";
}

# --- Looks
foreach ( [ 'Vector', 'MinervaNeue', 'MonoBook', 'Timeless' ] as $localWikiSkin ) {
	if ( is_file( "$IP/skins/$localWikiSkin/skin.json" ) ) {
		wfLoadSkin( $localWikiSkin );
	}
}
$wgDefaultSkin = 'vector-2022';
$wgVectorNightMode = [ 'beta' => false, 'logged_out' => true, 'logged_in' => true ];
$wgMinervaNightMode = [ 'base' => true, 'loggedin' => true ];
# Not the picture that tells people to set a logo.
$wgLogos = is_file( "$IP/resources/assets/mediawiki.png" )
	? [ '1x' => '/resources/assets/mediawiki.png', 'icon' => '/resources/assets/mediawiki.png' ] : false;
foreach ( [ 'ParserFunctions', 'Cite', 'SyntaxHighlight_GeSHi', 'Scribunto', 'Renameuser' ] as $localWikiExtension ) {
	if ( is_file( "$IP/extensions/$localWikiExtension/extension.json" ) ) {
		wfLoadExtension( $localWikiExtension );
	}
}
# Without Pygments, and in tests, code is shown plain, which is quick.
$wgPygmentizePath = $localWiki['pygmentize'] ?: __DIR__ . '/plain-pygmentize';
$wgScribuntoDefaultEngine = 'luastandalone';

if ( isset( $localWiki['farm'] ) ) {
	require __DIR__ . '/farm/settings.php';
}

if ( is_file( "$wgLocalWiki/settings.json" ) ) {
	foreach ( json_decode( file_get_contents( "$wgLocalWiki/settings.json" ), true ) as $name => $value ) {
		$GLOBALS[$name] = $value;
	}
	unset( $name, $value );
}
unset( $localWiki, $localWikiSqlite, $localWikiLog, $localWikiSkin, $localWikiExtension );
