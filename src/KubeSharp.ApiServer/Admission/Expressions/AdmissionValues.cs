using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>The variables of expressions about one request, in their order. The objects are turned into documents once.</summary>
internal sealed class AdmissionValues
{
    private readonly CelValue[] _values;

    /// <param name="context">The request.</param>
    /// <param name="versioned">Its objects as they are to be seen.</param>
    /// <param name="ns">The namespace of the object; null if it has none.</param>
    /// <param name="authorizer">Who is asked by expressions.</param>
    public AdmissionValues(AdmissionContext context, VersionedRequest versioned, Namespace? ns, IAuthorizer authorizer)
    {
        var checks = new RequestAuthorizer(authorizer, context.Request.User);
        _values =
        [
            Document(versioned.Object),
            Document(versioned.OldObject),
            CelValue.Of(new LazyMap(() => RequestDocument.Of(context, versioned))),
            Document(ns),
            AuthorizerValue.Of(checks),
            AuthorizerValue.OfResource(checks, ResourceOf(context)),
        ];
    }

    /// <summary>For environments without parameters.</summary>
    public CelValue[] Values => _values;

    /// <summary>With the parameter object, null if there is none; and room for the variables of a policy.</summary>
    public CelValue[] With(ApiKind? parameter) => [.. _values, Document(parameter)];

    private static CelValue Document(ApiKind? value) => value is null ? CelValue.Null : DocValues.Of(DocNode.Of(value));

    private static CelAuthorizationCheck ResourceOf(AdmissionContext context) => new()
    {
        Group = context.Resource.Group,
        Resource = context.Resource.Name,
        Subresource = context.Subresource,
        Namespace = context.Namespace,
        Name = context.Name,
    };
}
