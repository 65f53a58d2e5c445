using KubeSharp.Api.Generator.Schema;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>
/// The group version that a kind is written with. Of the meta types only tables and partial objects belong to their own
/// group; the others are registered in every group, and upstream writes them as v1.
/// </summary>
internal static class KindVersion
{
    private static readonly HashSet<string> OwnGroup = ["Table", "TableOptions", "PartialObjectMetadata", "PartialObjectMetadataList"];

    public static (string Group, string Version) Of(StructDef s) =>
        s.File!.Id == "meta.v1" && !OwnGroup.Contains(s.Name) ? ("", "v1") : (s.File.Group, s.File.Version);
}
