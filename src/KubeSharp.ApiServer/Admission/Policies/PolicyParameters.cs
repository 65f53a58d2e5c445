using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Finds the objects that bindings pass to policies.</summary>
internal sealed class PolicyParameters(ResourceEndpoints endpoints)
{
    /// <summary>The parameters; one null if there are none and the policy is to be evaluated without.</summary>
    /// <exception cref="PolicyException">They are not there, or cannot be.</exception>
    public IReadOnlyList<ApiKind?> Find(ParamKind? kind, ParamRef? reference, AdmissionContext context)
    {
        if (kind is null || reference is null)
        {
            return [null];
        }

        if (endpoints.All.FirstOrDefault(endpoint =>
            endpoint.Resource.ApiVersion == kind.APIVersion && endpoint.Resource.Kind == kind.Kind && endpoint.IsStored) is not { } found)
        {
            throw new PolicyException($"failed to find resource referenced by paramKind: '{kind.APIVersion}, Kind={kind.Kind}'");
        }

        var ns = "";
        if (found.Resource.Namespaced)
        {
            ns = reference.Namespace.Length > 0 ? reference.Namespace : context.Namespace;
            if (ns.Length == 0)
            {
                throw new PolicyException("cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
            }
        }
        else if (reference.Namespace.Length > 0)
        {
            throw new PolicyException("paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
        }

        var objects = Objects(found, reference, ns);
        if (objects.Count > 0)
        {
            return objects;
        }

        return reference.ParameterNotFoundAction == "Allow"
            ? []
            : throw new PolicyException("no params found for policy binding with `Deny` parameterNotFoundAction");
    }

    private static List<ApiKind?> Objects(ResourceEndpoint endpoint, ParamRef reference, string ns)
    {
        if (reference.Name.Length > 0)
        {
            return endpoint.Store.Find(ns, reference.Name) is { } entry ? [endpoint.ToServed(entry.Object)] : [];
        }

        var selector = LabelSelectors.ToMatcher(reference.Selector ?? new());
        var objects = new List<ApiKind?>();
        foreach (var entry in endpoint.Store.List(ns))
        {
            if (selector.Matches(entry.Object.Metadata.Labels))
            {
                objects.Add(endpoint.ToServed(entry.Object));
            }
        }

        return objects;
    }
}
