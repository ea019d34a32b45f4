<?php

use MediaWiki\Revision\RevisionRecord;

/** Actions on a whole page, which leave an entry in a log. */
class PageActions extends Actions {

	/** A picture of one grey dot. */
	private const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

	/** @inheritDoc */
	public static function list(): array {
		return [
			'move' => [ 'move', [ 'title', 'to' ], [ 'leave_redirect', 'reason' ] ],
			'delete' => [ 'delete', [ 'title' ], [ 'reason' ] ],
			'undelete' => [ 'undelete', [ 'title' ], [ 'revids', 'reason' ] ],
			'protect' => [ 'protect', [ 'title' ], [ 'level', 'actions', 'expiry', 'reason' ] ],
			'upload' => [ 'upload', [ 'title' ], [ 'text', 'base64', 'summary' ] ],
		];
	}

	public function move( array $action ): array {
		$move = $this->services->getMovePageFactory()->newMovePage(
			$this->existing( $action['title'] )->getTitle(), $this->title( $action['to'] )
		);
		$this->demand( $move->isValidMove() );
		$this->demand( $move->move(
			$this->performer( $action ), $action['reason'] ?? '', $action['leave_redirect'] ?? true
		) );
		return [ 'title' => $action['to'] ];
	}

	public function delete( array $action ): array {
		$page = $this->existing( $action['title'] );
		$pageid = $page->getId();
		$delete = $this->services->getDeletePageFactory()->newDeletePage( $page, $this->performer( $action ) );
		if ( $page->getTitle()->getNamespace() === NS_FILE ) {
			$file = $this->services->getRepoGroup()->getLocalRepo()->newFile( $page->getTitle() );
			$file->load();
			$this->demand( $file->deleteFile( $action['reason'] ?? '', $this->performer( $action )->getUser() ) );
		}
		$this->demand( $delete->forceImmediate( true )->deleteUnsafe( $action['reason'] ?? '' ) );
		return [ 'title' => $action['title'], 'pageid' => $pageid ];
	}

	/** Restores all revisions, or those named: the rest stays deleted. */
	public function undelete( array $action ): array {
		$page = $this->services->getWikiPageFactory()->newFromTitle( $this->title( $action['title'] ) );
		$undelete = $this->services->getUndeletePageFactory()->newUndeletePage( $page, $this->performer( $action ) );
		if ( isset( $action['revids'] ) ) {
			$undelete->setUndeleteOnlyTimestamps( $this->archivedTimes( $action['revids'] ) );
		}
		$this->demand( $undelete->undeleteUnsafe( $action['reason'] ?? '' ) );
		return [ 'title' => $action['title'] ];
	}

	public function protect( array $action ): array {
		$page = $this->existing( $action['title'] );
		$actions = $action['actions'] ?? [ 'edit', 'move' ];
		$cascade = false;
		$this->demand( $page->doUpdateRestrictions(
			array_fill_keys( $actions, $action['level'] ?? 'sysop' ),
			array_fill_keys( $actions, $action['expiry'] ?? 'infinity' ),
			$cascade, $action['reason'] ?? '', $this->performer( $action )
		) );
		return [ 'title' => $action['title'] ];
	}

	/** Makes a file that exists: a grey dot, or the given content. */
	public function upload( array $action ): array {
		$title = $this->title( $action['title'] );
		$path = tempnam( wfTempDir(), 'story' );
		file_put_contents( $path, base64_decode( $action['base64'] ?? self::PNG ) );
		$file = $this->services->getRepoGroup()->getLocalRepo()->newFile( $title );
		if ( !$file ) {
			throw new StoryProblem( "“{$action['title']}” is not in the File namespace" );
		}
		$status = $file->upload(
			$path, $action['summary'] ?? '', $action['text'] ?? '', 0, false, wfTimestampNow(),
			$this->performer( $action )
		);
		unlink( $path );
		$this->demand( $status );
		return [ 'title' => $action['title'] ];
	}

	/** Deleted revisions are restored by their time; two of the same second come back together. */
	private function archivedTimes( array $revids ): array {
		$ids = array_map( [ $this->teller, 'revid' ], $revids );
		$times = $this->teller->db()->newSelectQueryBuilder()
			->select( 'ar_timestamp' )->from( 'archive' )->where( [ 'ar_rev_id' => $ids ] )
			->caller( __METHOD__ )->fetchFieldValues();
		if ( count( $times ) !== count( $ids ) ) {
			throw new StoryProblem( 'not all of these revisions are deleted: ' . implode( ', ', $ids ) );
		}
		return $times;
	}
}
