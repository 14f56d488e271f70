/**
 * Tests against one WildFly into which Arquillian deploys the EAR, from outside over HTTP and from inside by injection.
 * What needs a second server or a restart stands in the package beside this one. Each class has a deployment of its
 * own, and the state of one class is seen by the next.
 */
package io.curia.it.single;
