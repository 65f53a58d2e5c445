namespace KubeSharp.Storage;

/// <summary>What was read.</summary>
/// <param name="Revision">
/// The store's revision at the time of the read, also when an older revision was read. A read of the current state followed by
/// a watch from this revision plus one misses nothing.
/// </param>
/// <param name="KeyValues">In key order; never null.</param>
/// <param name="More">Whether the limit cut the result.</param>
/// <param name="Count">How many keys are in the range, whatever the limit.</param>
public sealed record RangeResult(long Revision, IReadOnlyList<KeyValue> KeyValues, bool More, long Count);
