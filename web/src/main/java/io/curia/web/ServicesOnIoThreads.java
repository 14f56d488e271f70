package io.curia.web;

import io.curia.http.Limits;
import io.curia.service.kv.KvService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Hands the services to the handlers in front of the deployment, which are made before the application's beans are, and
 * takes them away when it stops.
 */
@WebListener
public class ServicesOnIoThreads implements ServletContextListener {
    private static final String ATTRIBUTE = "io.curia.web.services";

    @Inject
    private KvService kv;

    @Inject
    private Limits limits;

    /** Where the handlers of a deployment look for the services. Safe for use by any thread. */
    static final class Place {
        private volatile KvService kv;
        private volatile Limits limits = Limits.of(Limits.DEFAULT);

        private Place() {}

        /** The service, null as long as the application is not ready. */
        KvService kv() {
            return kv;
        }

        /** The longest value or transaction, in bytes. */
        int longestBody() {
            return Math.max(limits.kvMaxValue(), limits.txnMaxBody());
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
        place.limits = limits;
        place.kv = kv;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        placeOf(event).kv = null;
    }

    private static Place placeOf(ServletContextEvent event) {
        return (Place) event.getServletContext().getAttribute(ATTRIBUTE);
    }
}
