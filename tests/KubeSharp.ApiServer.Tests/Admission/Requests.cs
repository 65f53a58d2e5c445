using KubeSharp.Api;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Tests.Admission;

/// <summary>Requests as the handlers would bring them to admission.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static UserInfo User { get; } = new() { Name = "jane", Groups = ["system:authenticated"] };

    public static RequestContext Context(string resource, string ns, string name, string subresource = "", UserInfo? user = null, bool dryRun = false) => new()
    {
        Info = new RequestInfo
        {
            Path = "/",
            Verb = "create",
            IsResourceRequest = true,
            Resource = resource,
            Namespace = ns,
            Name = name,
            Subresource = subresource,
        },
        User = user ?? User,
        ReceivedAt = Now,
        DryRun = dryRun,
    };

    public static AdmissionContext Create(ApiObject value, UserInfo? user = null, bool dryRun = false) =>
        Make(AdmissionOperation.Create, value, null, "", user, dryRun);

    public static AdmissionContext Update(ApiObject value, ApiObject old, string subresource = "", UserInfo? user = null) =>
        Make(AdmissionOperation.Update, value, old, subresource, user, dryRun: false);

    public static AdmissionContext Delete(ApiObject old, UserInfo? user = null) =>
        Make(AdmissionOperation.Delete, null, old, "", user, dryRun: false);

    private static AdmissionContext Make(AdmissionOperation operation, ApiObject? value, ApiObject? old, string subresource, UserInfo? user, bool dryRun)
    {
        var any = (value ?? old)!;
        var resource = ApiResources.All.First(candidate => candidate.ApiVersion == any.ApiType.ApiVersion && candidate.Kind == any.ApiType.Kind);
        return new AdmissionContext
        {
            Request = Context(resource.Name, any.Metadata.Namespace, any.Metadata.Name, subresource, user, dryRun),
            Operation = operation,
            Resource = resource,
            Namespace = resource.Namespaced ? any.Metadata.Namespace : "",
            Name = any.Metadata.Name,
            Object = value,
            OldObject = old,
        };
    }
}
