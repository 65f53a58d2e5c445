using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>The variable <c>request</c>: what a webhook is told, without the objects, which are variables of their own.</summary>
internal static class RequestDocument
{
    public static DocObject Of(AdmissionContext context, VersionedRequest versioned)
    {
        var options = RequestOptions.Encode(context);
        return new DocObject
        {
            { "kind", Kind(versioned.Kind) },
            { "resource", Resource(versioned.Resource) },
            { "subResource", Text(context.Subresource) },
            { "requestKind", Kind(context.Resource.Type ?? versioned.Kind) },
            { "requestResource", Resource(context.Resource) },
            { "requestSubResource", Text(context.Subresource) },
            { "name", Text(context.Name) },
            { "namespace", Text(context.Resource is { Group: "", Name: "namespaces" } ? context.Name : context.Namespace) },
            { "operation", Text(OperationNames.Of(context.Operation)) },
            { "userInfo", UserExpressions.Of(context.Request.User) },
            { "dryRun", DocScalar.Of(context.Request.DryRun) },
            { "options", options.IsNil ? DocScalar.Null : DocNode.Parse(options.Span) },
        };
    }

    private static DocScalar Text(string text) => new(text);

    private static DocObject Kind(ApiType type) => new() { { "group", Text(type.Group) }, { "version", Text(type.Version) }, { "kind", Text(type.Kind) } };

    private static DocObject Resource(ApiResource resource) =>
        new() { { "group", Text(resource.Group) }, { "version", Text(resource.Version) }, { "resource", Text(resource.Name) } };
}
