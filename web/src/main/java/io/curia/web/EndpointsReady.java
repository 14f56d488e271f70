package io.curia.web;

import io.curia.service.BoundEndpoints;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Hands the endpoints to the handlers in front of the deployment, which are made before the application's beans are, and
 * takes them away when it stops.
 */
@WebListener
public class EndpointsReady implements ServletContextListener {
    private static final String ATTRIBUTE = "io.curia.web.endpoints";

    @Inject
    private BoundEndpoints endpoints;

    /** Where the handlers of a deployment look for the endpoints. Safe for use by any thread. */
    static final class Place {
        private volatile BoundEndpoints endpoints;
        private volatile int longestBody;

        private Place() {}

        /** The endpoints, null as long as the application is not ready. */
        BoundEndpoints endpoints() {
            return endpoints;
        }

        /** The longest body that any endpoint takes into memory, in bytes. */
        int longestBody() {
            return longestBody;
        }
    }

    /** Makes the place of a deployment. */
    static Place place(ServletContext context) {
        Place place = new Place();
        context.setAttribute(ATTRIBUTE, place);
        return place;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Place place = placeOf(event);
        place.longestBody = endpoints.longestBody();
        place.endpoints = endpoints;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        placeOf(event).endpoints = null;
    }

    private static Place placeOf(ServletContextEvent event) {
        return (Place) event.getServletContext().getAttribute(ATTRIBUTE);
    }
}
