package io.curia.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The API under {@code /v1}. Its resources are named one by one, so nothing is scanned for. */
@ApplicationPath("v1")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ApiResource.class, ArchiveResource.class);
    }
}
