package dev.foliot.filter;

/**
 * What a sample counts in an estimate.
 *
 * @param weight its share; those of all samples add up to 1. NaN where samples are not weighed one by one
 * @param residualS by how much it is above the estimate
 * @param normalisedResidual that, in standard deviations that the sample was taken to have
 */
public record WeighedSample(Sample sample, double weight, double residualS, double normalisedResidual) {}
