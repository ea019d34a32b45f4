<?php

use MediaWiki\Revision\RevisionRecord;

/** Actions on revisions that exist, or bring whole histories. */
class HistoryActions extends Actions {

	private const HIDDEN = [
		'text' => RevisionRecord::DELETED_TEXT,
		'comment' => RevisionRecord::DELETED_COMMENT,
		'user' => RevisionRecord::DELETED_USER,
	];

	/** @inheritDoc */
	public static function list(): array {
		return [
			'hide' => [ 'hide', [ 'revids' ], [ 'what', 'suppress', 'reason' ] ],
			'unhide' => [ 'unhide', [ 'revids' ], [ 'what', 'reason' ] ],
			'patrol' => [ 'patrol', [ 'revid' ], [] ],
			'merge' => [ 'merge', [ 'title', 'to' ], [ 'until', 'reason' ] ],
			'import' => [ 'import', [], [ 'xml', 'file', 'reason' ] ],
			'jobs' => [ 'jobs', [], [ 'types' ] ],
		];
	}

	public function hide( array $action ): array {
		$bits = $this->bits( $action, 1 );
		if ( $action['suppress'] ?? false ) {
			$bits[RevisionRecord::DELETED_RESTRICTED] = 1;
		}
		return $this->setVisibility( $action, $bits );
	}

	public function unhide( array $action ): array {
		return $this->setVisibility( $action, $this->bits( $action, 0 ) );
	}

	public function patrol( array $action ): array {
		$revid = $this->teller->revid( $action['revid'] );
		$change = RecentChange::newFromConds( [ 'rc_this_oldid' => $revid ] );
		if ( !$change ) {
			throw new StoryProblem( "revision {$revid} is not in the recent changes" );
		}
		if ( method_exists( $change, 'markPatrolled' ) ) {
			$this->demand( $change->markPatrolled( $this->performer( $action ) ) );
		} else {
			$this->patrolBefore143( $change, $this->performer( $action ) );
		}
		return [ 'revid' => $revid ];
	}

	/** Moves the revisions of one page, all or until a time, into the history of another. */
	public function merge( array $action ): array {
		$merge = $this->services->getMergeHistoryFactory()->newMergeHistory(
			$this->existing( $action['title'] )->getTitle(), $this->existing( $action['to'] )->getTitle(),
			isset( $action['until'] ) ? wfTimestamp( TS_MW, $action['until'] ) : null
		);
		$this->demand( $merge->merge( $this->performer( $action ), $action['reason'] ?? '' ) );
		return [ 'title' => $action['to'] ];
	}

	/**
	 * Loads an XML dump with its own times and authors; their accounts are made first, so they are kept.
	 * Done as somebody, it leaves the entries in log and histories that Special:Import leaves.
	 */
	public function import( array $action ): array {
		$xml = $action['xml'] ?? null;
		$handle = fopen( $xml === null ? $action['file'] ?? '' : 'php://temp', 'r+' );
		if ( !$handle ) {
			throw new StoryProblem( 'give the import its “xml”, or a “file” that can be read' );
		}
		if ( $xml !== null ) {
			fwrite( $handle, $xml );
		}
		rewind( $handle );
		$this->makeAuthors( $handle );
		rewind( $handle );
		$factory = $this->services->getWikiImporterFactory();
		// 1.43 asks who imports; 1.39 would take a second argument without a word.
		$importer = $factory->getWikiImporter( new ImportStreamSource( $handle ), $this->performer( $action ) );
		$importer->setUsernamePrefix( 'imported', true );
		// 1.43 takes an error that an earlier action left behind for one of this dump.
		libxml_clear_errors();
		$revisions = 0;
		$previous = $importer->setRevisionCallback( static function ( $revision ) use ( &$previous, &$revisions ) {
			$revisions++;
			return call_user_func( $previous, $revision );
		} );
		if ( isset( $action['as'] ) ) {
			$this->reportTo( $importer, $action );
		}
		$importer->doImport();
		return [ 'revisions' => $revisions ];
	}

	private function reportTo( WikiImporter $importer, array $action ): void {
		$context = new DerivativeContext( RequestContext::getMain() );
		$context->setUser( $this->performer( $action ) );
		$reporter = new ImportReporter( $importer, true, '', $action['reason'] ?? '', $context );
		// 1.39 takes no context when it is made.
		$reporter->setContext( $context );
	}

	/** Runs the waiting jobs, or those of the given types, at the time of this action. */
	public function jobs( array $action ): array {
		return [ 'jobs' => $this->teller->runJobs( $action['types'] ?? null ) ];
	}

	private function bits( array $action, int $value ): array {
		$bits = [];
		foreach ( (array)( $action['what'] ?? [ 'text' ] ) as $what ) {
			if ( !isset( self::HIDDEN[$what] ) ) {
				throw new StoryProblem( "“{$what}” cannot be hidden; text, comment and user can" );
			}
			$bits[self::HIDDEN[$what]] = $value;
		}
		return $bits;
	}

	private function setVisibility( array $action, array $bits ): array {
		$ids = array_map( [ $this->teller, 'revid' ], $action['revids'] );
		$title = Title::newFromLinkTarget( $this->revision( $ids[0] )->getPageAsLinkTarget() );
		$context = new DerivativeContext( RequestContext::getMain() );
		$context->setUser( $this->performer( $action ) );
		$list = RevisionDeleter::createList( 'revision', $context, $title, $ids );
		$this->demand( $list->setVisibility( [ 'value' => $bits, 'comment' => $action['reason'] ?? '' ] ) );
		return [ 'title' => $title->getPrefixedText(), 'revids' => $ids ];
	}

	private function patrolBefore143( RecentChange $change, User $user ): void {
		$errors = $change->doMarkPatrolled( $user );
		if ( $errors ) {
			throw new StoryProblem( 'the wiki says: ' . wfMessage( ...$errors[0] )->inLanguage( 'en' )->text() );
		}
	}

	/** @param resource $handle */
	private function makeAuthors( $handle ): void {
		$names = [];
		while ( ( $line = fgets( $handle ) ) !== false ) {
			if ( preg_match( '!<username>(.*?)</username>!', $line, $match ) ) {
				$names[html_entity_decode( $match[1], ENT_QUOTES | ENT_XML1 )] = true;
			}
		}
		foreach ( array_keys( $names ) as $name ) {
			$this->teller->people()->actor( (string)$name );
		}
	}
}
