<?php
/**
 * The settings of a wiki that is one of a farm: what makes several local wikis one family, as Wikimedia's are.
 * Required by ../settings.php; $localWiki holds the wiki's wiki.json. The farm's folder holds:
 *
 *   farm.json      the wikis, in order: dbname, language, folder
 *   accounts.json  optional, what is not as usual with the unified accounts, see FarmAccounts.php
 *
 * Addresses come from each wiki's own wiki.json: a wiki may have another port at its next start.
 */

if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}

$localFarm = json_decode( file_get_contents( "{$localWiki['farm']}/farm.json" ), true )['wikis'];
foreach ( $localFarm as $localFarmKey => $localFarmWiki ) {
	$localFarmPort = json_decode( file_get_contents( "{$localFarmWiki['folder']}/wiki.json" ), true )['port'];
	$localFarm[$localFarmKey]['url'] = "http://127.0.0.1:$localFarmPort";
}

# --- Links between the wikis. Wikimedia has them in such an array, too: the API tells no wikiid of them there.
$wgInterwikiCache = [ '__list:__global' => '' ];
$localFarmLinks = [ 'w' => $localFarm[0]['url'] ] + array_column( $localFarm, 'url', 'language' );
foreach ( $localFarmLinks as $localFarmKey => $localFarmUrl ) {
	$wgInterwikiCache['__list:__global'] .= " $localFarmKey";
	$wgInterwikiCache["__global:$localFarmKey"] = "1 $localFarmUrl/wiki/\$1";
}
$wgInterwikiCache['__list:__global'] = trim( $wgInterwikiCache['__list:__global'] );
# A wiki's own prefixes lead to its pages as if they were not there.
$wgLocalInterwikis = array_keys( $localFarmLinks, $wgServer, true );

# --- The wikis know each other by name.
$wgLocalDatabases = array_column( $localFarm, 'dbname' );
$wgConf->wikis = $wgLocalDatabases;
$wgConf->suffixes = [ 'wiki' ];
$wgConf->settings = [
	'wgServer' => array_column( $localFarm, 'url', 'dbname' ),
	'wgCanonicalServer' => array_column( $localFarm, 'url', 'dbname' ),
	'wgArticlePath' => [ 'default' => $wgArticlePath ],
];

# --- Unified accounts, and what Wikimedia's wikis answer about them and about each other.
$wgLocalFarm = [ 'folder' => $localWiki['farm'], 'wikis' => array_column( $localFarm, null, 'dbname' ) ];
foreach ( [ 'FarmAccounts', 'FarmIdLookup', 'ApiFarmGlobalUserInfo', 'ApiFarmSiteMatrix' ] as $localFarmKey ) {
	$wgAutoloadClasses[$localFarmKey] = __DIR__ . "/$localFarmKey.php";
}
$wgCentralIdLookupProviders['CentralAuth'] = [ 'class' => 'FarmIdLookup' ];
$wgCentralIdLookupProvider = 'CentralAuth';
$wgAPIMetaModules['globaluserinfo'] = [ 'class' => 'ApiFarmGlobalUserInfo' ];
$wgAPIModules['sitematrix'] = [ 'class' => 'ApiFarmSiteMatrix' ];

unset( $localFarm, $localFarmKey, $localFarmWiki, $localFarmPort, $localFarmLinks, $localFarmUrl );
