/**
 * The database: its address, connections, schema, transactions, errors and the form of its times.
 * In here: everything that differs between MySQL and SQLite. Not in here: what the rows mean.
 */
@NullMarked
package io.glance.registry.db;

import org.jspecify.annotations.NullMarked;
