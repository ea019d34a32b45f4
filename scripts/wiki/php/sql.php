<?php
/**
 * Carries out SQL statements, read from standard input with `;` between them, on a MariaDB server:
 * php sql.php HOST PORT USER PASSWORD. Says what the server says and exits with 1 when one fails.
 */

[ , $host, $port, $user, $password ] = $argv;
try {
	$server = new mysqli( $host, $user, $password, '', (int)$port );
	$server->set_charset( 'utf8mb4' );
	$server->multi_query( stream_get_contents( STDIN ) );
	do {
		$server->store_result();
	} while ( $server->more_results() && $server->next_result() );
} catch ( mysqli_sql_exception $problem ) {
	fwrite( STDERR, "SQL: {$problem->getMessage()}\n" );
	exit( 1 );
}
