<?php

use Wikimedia\ParamValidator\ParamValidator;

/**
 * `meta=globaluserinfo`, with parameters and answers as CentralAuth's: a hidden account is told as a missing one.
 */
class ApiFarmGlobalUserInfo extends ApiQueryBase {

	private FarmAccounts $accounts;

	public function __construct( ApiQuery $query, string $moduleName ) {
		parent::__construct( $query, $moduleName, 'gui' );
		$this->accounts = new FarmAccounts();
	}

	/** @inheritDoc */
	public function execute() {
		$params = $this->extractRequestParams();
		$props = array_fill_keys( $params['prop'] ?? [], true );
		$name = $params['user'];
		if ( $name === null && $params['id'] !== null ) {
			$name = $this->accounts->name( $params['id'] );
			if ( $name === null ) {
				$this->dieWithError( [ 'apierror-invaliduserid', wfEscapeWikiText( $params['id'] ) ] );
			}
		}
		$name ??= $this->getUser()->getName();
		$there = $this->accounts->exists( $name ) && !$this->accounts->is( 'hidden', $name );
		$data = $there ? $this->account( $name, $props ) : [ 'missing' => true ];
		if ( isset( $props['unattached'] ) ) {
			$data['unattached'] = $this->listed( 'account', array_map(
				[ $this, 'local' ], $this->accounts->accounts( $name, false )
			) );
		}
		$this->getResult()->addValue( 'query', $this->getModuleName(), $data );
	}

	private function account( string $name, array $props ): array {
		$attached = $this->accounts->accounts( $name, true );
		$home = $this->accounts->home( $name );
		$data = [
			'home' => $home,
			'id' => $this->accounts->id( $name ),
			'registration' => wfTimestampOrNull(
				TS_ISO_8601, array_column( $attached, 'user_registration', 'wiki' )[$home] ?? null
			),
			'name' => $name,
		];
		if ( $this->accounts->is( 'locked', $name ) ) {
			$data['locked'] = true;
		}
		if ( isset( $props['groups'] ) ) {
			$data['groups'] = $this->listed( 'g', $this->accounts->groups( $name ) );
		}
		if ( isset( $props['rights'] ) ) {
			$data['rights'] = $this->listed( 'r', [] );
		}
		if ( isset( $props['merged'] ) ) {
			$data['merged'] = $this->listed( 'account', array_map(
				fn ( array $account ) => $this->merged( $account, $home ), $attached
			) );
		}
		if ( isset( $props['editcount'] ) ) {
			$data['editcount'] = array_sum( array_column( $attached, 'user_editcount' ) );
		}
		return $data;
	}

	private function merged( array $account, string $home ): array {
		return [
			'wiki' => $account['wiki'],
			'url' => $this->accounts->url( $account['wiki'] ),
			'id' => (int)$account['user_id'],
			'timestamp' => wfTimestampOrNull( TS_ISO_8601, $account['user_registration'] ),
			'method' => $account['wiki'] === $home ? 'new' : 'login',
		] + $this->local( $account );
	}

	/** What is told of a local account, attached or not. */
	private function local( array $account ): array {
		$data = [
			'wiki' => $account['wiki'],
			'editcount' => (int)$account['user_editcount'],
			'registration' => wfTimestampOrNull( TS_ISO_8601, $account['user_registration'] ),
		];
		$groups = $this->accounts->localGroups( $account['wiki'], $account['user_id'] );
		if ( $groups ) {
			$data['groups'] = $this->listed( 'group', $groups );
		}
		$block = $this->accounts->block( $account['wiki'], $account['user_id'] );
		if ( $block ) {
			$data['blocked'] = [
				'expiry' => $this->getLanguage()->formatExpiry( $block['expiry'], TS_ISO_8601 ),
				'reason' => $block['reason'],
			];
		}
		return $data;
	}

	private function listed( string $tag, array $entries ): array {
		ApiResult::setIndexedTagName( $entries, $tag );
		return $entries;
	}

	/** @inheritDoc */
	public function getCacheMode( $params ) {
		return 'private';
	}

	/** @inheritDoc */
	public function getAllowedParams() {
		return [
			'user' => [ ParamValidator::PARAM_TYPE => 'user' ],
			'id' => [ ParamValidator::PARAM_TYPE => 'integer' ],
			'prop' => [
				ParamValidator::PARAM_TYPE => [ 'groups', 'rights', 'merged', 'unattached', 'editcount' ],
				ParamValidator::PARAM_ISMULTI => true,
			],
		];
	}
}
