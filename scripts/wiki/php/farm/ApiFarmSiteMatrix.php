<?php

use MediaWiki\MediaWikiServices;
use Wikimedia\ParamValidator\ParamValidator;

/**
 * `action=sitematrix`, with parameters and answers as SiteMatrix's: one wiki in each language, no special ones.
 */
class ApiFarmSiteMatrix extends ApiBase {

	public function __construct( ApiMain $main, string $moduleName ) {
		parent::__construct( $main, $moduleName, 'sm' );
	}

	/** @inheritDoc */
	public function execute() {
		global $wgLocalFarm;
		$params = $this->extractRequestParams();
		$wikis = array_column( $wgLocalFarm['wikis'], null, 'language' );
		ksort( $wikis );
		$matrix = [ 'count' => count( $wikis ) ];
		if ( in_array( 'language', $params['type'], true ) ) {
			foreach ( $wikis as $wiki ) {
				$matrix[] = $this->language( $wiki, $params );
			}
		}
		ApiResult::setIndexedTagName( $matrix, 'language' );
		if ( in_array( 'special', $params['type'], true ) ) {
			$matrix['specials'] = [];
			ApiResult::setIndexedTagName( $matrix['specials'], 'special' );
		}
		$this->getResult()->addValue( null, 'sitematrix', $matrix );
	}

	private function language( array $wiki, array $params ): array {
		$services = MediaWikiServices::getInstance();
		$names = $services->getLanguageNameUtils();
		$code = $wiki['language'];
		$made = json_decode( file_get_contents( "{$wiki['folder']}/wiki.json" ), true );
		$site = [
			'url' => $wiki['url'],
			'dbname' => $wiki['dbname'],
			'code' => 'wiki',
			'lang' => $code,
			'sitename' => $made['sitename'],
		];
		$sites = [ array_intersect_key( $site, array_flip( $params['siteprop'] ) ) ];
		ApiResult::setIndexedTagName( $sites, 'site' );
		$language = [
			'code' => $code,
			'name' => $names->getLanguageName( $code ),
			'site' => $sites,
			'dir' => $services->getLanguageFactory()->getLanguage( $code )->getDir(),
			'localname' => $names->getLanguageName( $code, $this->getLanguage()->getCode() ),
		];
		return array_intersect_key( $language, array_flip( $params['langprop'] ) );
	}

	/** @inheritDoc */
	public function getAllowedParams() {
		return [
			'type' => self::several( 'special|language' ),
			'state' => self::several( 'all', [ 'all', 'closed', 'private', 'fishbowl', 'nonglobal' ] ),
			'langprop' => self::several( 'code|name|site|dir|localname' ),
			'siteprop' => self::several( 'url|dbname|code|sitename', [ 'url', 'dbname', 'code', 'lang', 'sitename' ] ),
			'limit' => [ ParamValidator::PARAM_DEFAULT => 5000, ParamValidator::PARAM_TYPE => 'integer' ],
			'continue' => null,
		];
	}

	private static function several( string $usual, ?array $possible = null ): array {
		return [
			ParamValidator::PARAM_ISMULTI => true,
			ParamValidator::PARAM_TYPE => $possible ?? explode( '|', $usual ),
			ParamValidator::PARAM_DEFAULT => $usual,
		];
	}
}
