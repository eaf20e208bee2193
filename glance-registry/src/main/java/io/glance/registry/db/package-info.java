/**
 * The database: its address, connections, schema, transactions, errors and the form of its times.
 * In here: what differs between MySQL and SQLite, but for the index hints of lists ({@code
 * PageSql}). Not in here: what the rows mean.
 */
@NullMarked
package io.glance.registry.db;

import org.jspecify.annotations.NullMarked;
