/**
 * The rows of the state store as immutable records, each with a {@link io.curia.model.Shape} that declares its fields once for
 * all encodings, and the values they are made of. They carry data and the rules that hold for one value alone, such as
 * equality. A constant of a record that is named as one of its components is the field for it, whose promise is the
 * component's. Nothing here knows tables, encodings, commands or HTTP.
 */
package io.curia.model;
