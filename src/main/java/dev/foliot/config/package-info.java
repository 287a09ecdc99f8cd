/**
 * Text to parameters.
 *
 * <p>Takes a configuration file, TOML or JSON; gives a {@link dev.foliot.config.Configuration} made of the records that
 * the domain packages own, or every problem in it with its line and column.
 */
package dev.foliot.config;
