namespace KubeSharp.Cel.Evaluation;

/// <summary>Where the variables of a comprehension are.</summary>
/// <param name="First">The element or key; with two variables the index or key.</param>
/// <param name="Second">With two variables the element or value; -1 with one.</param>
/// <param name="Accumulator">The result so far.</param>
internal readonly record struct LoopSlots(int First, int Second, int Accumulator);
