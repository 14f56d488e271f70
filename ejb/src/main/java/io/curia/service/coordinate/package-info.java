/**
 * Network coordinates: {@code /v1/coordinate} (http-api §9), updates in batches. Nothing here may measure round
 * trips, which {@code io.curia.rtt} does. Updates may be lost and are never waited for.
 */
package io.curia.service.coordinate;
