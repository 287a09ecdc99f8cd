package dev.foliot.filter;

/**
 * What a sample counts in an estimate.
 *
 * @param weight its share of what those that are looked back at tell, as the likeliest hypothesis has it: next to
 *     nothing when its packets were held up; all shares add up to 1
 * @param residualS by how much it is above the estimate
 */
public record WeighedSample(Sample sample, double weight, double residualS) {}
