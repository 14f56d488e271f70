/**
 * The catalog and the health of what is in it: {@code /v1/catalog} and {@code /v1/health} (http-api §7, §8), with the
 * rules of registrations. Reads watch what they have read and nothing else. Nothing here may know the agent's own
 * services.
 */
package io.curia.service.catalog;
