using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.ManagedFields;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>A server-side apply: merges a configuration and creates what is missing.</summary>
internal sealed class ApplySource(IApplyPatcher patcher, RequestContext context, ResourceEndpoint endpoint, PatchRequest patch) : IObjectSource
{
    public bool CreatesMissing => true;

    public bool TracksFields => true;

    public bool ChecksUid => false;

    public ApiObject Next(ApiObject? current)
    {
        var warnings = patch.Options.FieldValidation == "Ignore" ? null : new DecodeWarnings();
        var value = patcher.Apply(new ApplyRequest
        {
            Context = context,
            Resource = endpoint.Resource,
            Current = current,
            Configuration = patch.Body,
            Force = patch.Options.Force == true,
            DecodeWarnings = warnings,
        });
        if (warnings is { Messages.Count: > 0 })
        {
            BodyDecoder.Report(warnings, endpoint.Type, patch.Options.FieldValidation, context);
        }

        ObjectIdentity.CheckName(context, value);
        return current is null && value.Metadata.UID.Length > 0 ? throw WriteErrors.NothingWithUid(endpoint.Resource, value.Metadata) : value;
    }
}
