/**
 * The server's settings: their names, types, defaults and rules, declared once in {@link
 * io.curia.server.config.KnownSettings}, and the reading of them from MicroProfile Config into one immutable record. The
 * reference page for administrators is made from the same declarations. Nothing here starts anything, and no other
 * package reads {@code curia.*} properties.
 */
package io.curia.server.config;
