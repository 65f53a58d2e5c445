namespace KubeSharp.ApiServer.Apply;

/// <summary>What a write does, as seen in each version in which a manager has written.</summary>
/// <param name="apiVersion">The version of the request.</param>
/// <param name="own">The change in that version.</param>
/// <param name="others">The change in other versions; null where there are none.</param>
internal sealed class FieldChanges(string apiVersion, FieldChange own, IReadOnlyDictionary<string, FieldChange>? others = null)
{
    /// <summary>The change in a version; null where that is not served any more.</summary>
    public FieldChange? In(string version) => version == apiVersion ? own : others?.GetValueOrDefault(version);
}
