package io.curia.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;

/**
 * Has the container hand out our beans themselves where it would hand out proxies, which look their object up at each call: a small
 * request passes half a dozen of them. The beans keep the scope by which the container finds them; each is still made once,
 * when it is first needed, and none may need one that needs it. Called by the container while it deploys.
 */
public class BeansWithoutProxies implements Extension {
    private static final String OURS = "io.curia.";

    /** Makes a singleton of a bean of the application's scope. */
    <T> void withoutProxy(@Observes @WithAnnotations(ApplicationScoped.class) ProcessAnnotatedType<T> bean) {
        if (bean.getAnnotatedType().getJavaClass().getName().startsWith(OURS)) {
            bean.configureAnnotatedType()
                    .remove(annotation -> annotation.annotationType() == ApplicationScoped.class)
                    .add(new OneForAll());
        }
    }

    @SuppressWarnings("ClassExplicitlyAnnotation") // that is how CDI takes an annotation without members
    private static final class OneForAll extends AnnotationLiteral<Singleton> implements Singleton {
        private static final long serialVersionUID = 1;
    }
}
