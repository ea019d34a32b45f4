<?php

use MediaWiki\User\UserIdentity;

/**
 * Tells MediaWiki of the farm's unified accounts as CentralAuth does: `usprop=centralids`, numbers of bot passwords.
 */
class FarmIdLookup extends CentralIdLookup {

	private FarmAccounts $accounts;

	public function __construct() {
		$this->accounts = new FarmAccounts();
	}

	/** @inheritDoc */
	public function isAttached( UserIdentity $user, $wikiId = UserIdentity::LOCAL ): bool {
		$wiki = $wikiId ?: WikiMap::getCurrentWikiId();
		$attached = array_column( $this->accounts->accounts( $user->getName(), true ), 'wiki' );
		return in_array( $wiki, $attached, true );
	}

	/** @inheritDoc */
	public function lookupCentralIds( array $idToName, $audience = self::AUDIENCE_PUBLIC, $flags = 0 ): array {
		foreach ( array_keys( $idToName ) as $id ) {
			$name = $this->accounts->name( $id );
			if ( $name !== null ) {
				$idToName[$id] = $this->seen( $name, $audience ) ? $name : '';
			}
		}
		return $idToName;
	}

	/** @inheritDoc */
	public function lookupUserNames( array $nameToId, $audience = self::AUDIENCE_PUBLIC, $flags = 0 ): array {
		foreach ( array_keys( $nameToId ) as $name ) {
			$name = (string)$name;
			if ( $this->accounts->exists( $name ) && $this->seen( $name, $audience ) ) {
				$nameToId[$name] = $this->accounts->id( $name );
			}
		}
		return $nameToId;
	}

	private function seen( string $name, $audience ): bool {
		$authority = $this->checkAudience( $audience );
		return !$this->accounts->is( 'hidden', $name )
			|| $authority === null || $authority->isAllowed( 'centralauth-suppress' );
	}
}
