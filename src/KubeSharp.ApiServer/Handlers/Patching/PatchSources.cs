using KubeSharp.Api;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>Makes the source of an update from a patch.</summary>
internal sealed class PatchSources(FieldManagers fieldManagers)
{
    /// <exception cref="ApiException">422, the options do not fit the patch.</exception>
    public IObjectSource Make(RequestContext context, ResourceEndpoint endpoint, PatchRequest patch)
    {
        OptionsRules.Validate(patch.Options, patch.Kind == PatchKind.Apply);
        return patch.Kind == PatchKind.Apply
            ? new ApplySource(fieldManagers, context, endpoint, patch)
            : new DocumentPatchSource(context, patch);
    }

    public static bool IsApply(string? contentType) => contentType?.StartsWith("application/apply-patch+", StringComparison.Ordinal) == true;

    /// <exception cref="ApiException">415.</exception>
    public static PatchKind KindOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var semicolon = type.IndexOf(';');
        return (semicolon < 0 ? type : type[..semicolon]).Trim() switch
        {
            MediaTypes.JsonPatch => PatchKind.Json,
            MediaTypes.MergePatch => PatchKind.Merge,
            MediaTypes.StrategicMergePatch => PatchKind.Strategic,
            MediaTypes.ApplyYaml => PatchKind.Apply,
            _ => throw MediaTypeErrors.Unsupported(MediaTypes.Patches),
        };
    }
}
