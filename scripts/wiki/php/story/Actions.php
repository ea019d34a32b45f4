<?php

use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\RevisionRecord;

/** What all groups of actions share: looking up pages, revisions and people. */
abstract class Actions {
	/** @var Storyteller */
	protected $teller;
	/** @var MediaWikiServices */
	protected $services;

	public function __construct( Storyteller $teller ) {
		$this->teller = $teller;
		$this->services = MediaWikiServices::getInstance();
	}

	/** @return array[] name of an action => [ method, required keys, optional keys ] */
	abstract public static function list(): array;

	/** The account or IP address that does an action; accounts that do not exist yet are made. */
	protected function performer( array $action ): User {
		return $this->teller->people()->actor( $action['as'] ?? 'Admin' );
	}

	protected function title( string $text ): Title {
		$title = Title::newFromText( $text );
		if ( !$title || !$title->canExist() ) {
			throw new StoryProblem( "“{$text}” is no title of a page" );
		}
		return $title;
	}

	protected function existing( string $text ): WikiPage {
		$page = $this->services->getWikiPageFactory()->newFromTitle( $this->title( $text ) );
		$page->loadPageData( IDBAccessObject::READ_LATEST );
		if ( !$page->exists() ) {
			throw new StoryProblem( "page “{$text}” does not exist" );
		}
		return $page;
	}

	/** @param int|string $revid A revision id, or the id of an earlier action of the story */
	protected function revision( $revid ): RevisionRecord {
		$revid = $this->teller->revid( $revid );
		$revision = $this->services->getRevisionStore()->getRevisionById( $revid, IDBAccessObject::READ_LATEST );
		if ( !$revision ) {
			throw new StoryProblem( "revision {$revid} does not exist" );
		}
		return $revision;
	}

	/** @param StatusValue $status Throws when the wiki says no */
	protected function demand( StatusValue $status ): void {
		if ( $status->isOK() ) {
			return;
		}
		$said = [];
		foreach ( $status->getErrors() as $error ) {
			$said[] = wfMessage( $error['message'], ...( $error['params'] ?? [] ) )->inLanguage( 'en' )->text();
		}
		throw new StoryProblem( 'the wiki says: ' . implode( ' ', $said ) );
	}
}
