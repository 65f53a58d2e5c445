using KubeSharp.Storage.Collections;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>Everything committed up to one revision. Readers take it once and never lock.</summary>
internal sealed record IndexSnapshot(long Revision, long CompactRevision, SortedMap<KeyState> Keys);
