<?php

use Wikimedia\IPUtils;

/** Actions on accounts. */
class UserActions extends Actions {

	/** @var User[] */
	private $known = [];

	/** @inheritDoc */
	public static function list(): array {
		return [
			'user' => [ 'user', [ 'name' ], [ 'groups', 'password', 'registered' ] ],
			'rename' => [ 'rename', [ 'user', 'to' ], [ 'reason' ] ],
			'block' => [ 'block', [ 'user' ], [ 'expiry', 'reason', 'pages', 'hide' ] ],
			'unblock' => [ 'unblock', [ 'user' ], [ 'reason' ] ],
		];
	}

	/** Makes an account, or gives one that exists more groups or a new password. */
	public function user( array $action ): array {
		$registered = isset( $action['registered'] ) ? wfTimestamp( TS_MW, $action['registered'] ) : null;
		$user = $this->actor( $action['name'], $registered );
		foreach ( $action['groups'] ?? [] as $group ) {
			$this->services->getUserGroupManager()->addUserToGroup( $user, $group );
		}
		if ( isset( $action['password'] ) ) {
			$this->demand( $user->changeAuthenticationData( [
				'username' => $user->getName(), 'password' => $action['password'], 'retype' => $action['password'],
			] ) );
		}
		return [ 'user' => $user->getName(), 'userid' => $user->getId() ];
	}

	/** Renames an account; its user page is not moved. An extension until 1.39, then part of MediaWiki. */
	public function rename( array $action ): array {
		$class = class_exists( MediaWiki\RenameUser\RenameuserSQL::class )
			? MediaWiki\RenameUser\RenameuserSQL::class : MediaWiki\Extension\Renameuser\RenameuserSQL::class;
		$user = $this->actor( $action['user'] );
		$rename = new $class( $user->getName(), $action['to'], $user->getId(), $this->performer( $action ), [
			'reason' => $action['reason'] ?? '',
		] );
		if ( !$rename->rename() ) {
			throw new StoryProblem( "“{$action['user']}” cannot be renamed to “{$action['to']}”" );
		}
		$this->services->getActorStore()->deleteUserIdentityFromCache( $user );
		$this->forget();
		return [ 'user' => $action['to'], 'userid' => $user->getId() ];
	}

	public function block( array $action ): array {
		$restrictions = array_map( function ( $title ) {
			return new MediaWiki\Block\Restriction\PageRestriction( 0, $this->existing( $title )->getId() );
		}, $action['pages'] ?? [] );
		$block = $this->services->getBlockUserFactory()->newBlockUser(
			$this->actor( $action['user'] ), $this->performer( $action ), $action['expiry'] ?? 'infinity',
			$action['reason'] ?? '',
			[ 'isCreateAccountBlocked' => true, 'isHideUser' => $action['hide'] ?? false ], $restrictions
		);
		$this->demand( $block->placeBlockUnsafe( true ) );
		$this->forget();
		return [ 'user' => $action['user'] ];
	}

	public function unblock( array $action ): array {
		$unblock = $this->services->getUnblockUserFactory()->newUnblockUser(
			$this->actor( $action['user'] ), $this->performer( $action ), $action['reason'] ?? ''
		);
		$this->demand( $unblock->unblockUnsafe() );
		$this->forget();
		return [ 'user' => $action['user'] ];
	}

	/** The account or IP address of that name. An account that does not exist is made. */
	public function actor( string $name, ?string $registered = null ): User {
		if ( !isset( $this->known[$name] ) ) {
			$this->known[$name] = IPUtils::isIPAddress( $name )
				? $this->services->getUserFactory()->newAnonymous( $name )
				: $this->account( $name, $registered );
		}
		return $this->known[$name];
	}

	/** To be called when rights, blocks or names may have changed. */
	public function forget(): void {
		$this->known = [];
	}

	private function account( string $name, ?string $registered ): User {
		$user = User::newFromName( $name, 'valid' );
		if ( !$user ) {
			throw new StoryProblem( "“{$name}” is no user name" );
		}
		if ( $user->isRegistered() ) {
			return $user;
		}
		$time = $registered ?? wfTimestampNow();
		$made = User::createNew( $user->getName(), [ 'registration' => $this->teller->db()->timestamp( $time ) ] );
		$this->logNewAccount( $made, $time );
		DeferredUpdates::addUpdate( SiteStatsUpdate::factory( [ 'users' => 1 ] ) );
		return $made;
	}

	private function logNewAccount( User $user, string $time ): void {
		$entry = new ManualLogEntry( 'newusers', 'create' );
		$entry->setPerformer( $user );
		$entry->setTarget( $user->getUserPage() );
		$entry->setParameters( [ '4::userid' => $user->getId() ] );
		$entry->setTimestamp( $time );
		$entry->publish( $entry->insert() );
	}
}
