package io.curia.web;

import io.curia.service.KvService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands the services to the handlers in front of the deployment, which are made before the application's beans are, and
 * takes them away when it stops.
 */
@WebListener
public class ServicesOnIoThreads implements ServletContextListener {
    private static final String ATTRIBUTE = "io.curia.web.kv-service";

    @Inject
    private KvService kv;

    /** Where the handlers of a deployment look for the service; made by its extension. */
    static AtomicReference<KvService> place(jakarta.servlet.ServletContext context) {
        AtomicReference<KvService> place = new AtomicReference<>();
        context.setAttribute(ATTRIBUTE, place);
        return place;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        placeOf(event).set(kv);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        placeOf(event).set(null);
    }

    @SuppressWarnings("unchecked") // only place() sets it
    private static AtomicReference<KvService> placeOf(ServletContextEvent event) {
        return (AtomicReference<KvService>) event.getServletContext().getAttribute(ATTRIBUTE);
    }
}
