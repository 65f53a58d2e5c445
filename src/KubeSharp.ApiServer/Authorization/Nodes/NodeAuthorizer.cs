using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Authorization.Rbac;
using KubeSharp.ApiServer.Bootstrap.Rbac;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Authorization.Nodes;

/// <summary>
/// Lets a kubelet read what the pods bound to its node need, and write what is its own: no compromised node reads the Secrets of
/// another.
/// </summary>
internal sealed class NodeAuthorizer(NodeGraph graph, IObjectLookup objects) : IAuthorizer
{
    private static readonly GrantIndex Rules = CompileRules();

    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authorize(attributes));

    public AuthorizationDecision Authorize(in AuthorizerAttributes attributes)
    {
        if (NodeUser.NameOf(attributes.User) is not { } node)
        {
            return No("");
        }

        if (node.Length == 0)
        {
            return No($"unknown node for user \"{attributes.User.Name}\"");
        }

        return attributes.IsResourceRequest ? AuthorizeResource(node, attributes) : ByRules(attributes);
    }

    private static AuthorizationDecision Yes => new(AuthorizationVerdict.Allow);

    private static AuthorizationDecision No(string reason) => new(AuthorizationVerdict.NoOpinion, reason);

    private static AuthorizationDecision ByRules(in AuthorizerAttributes attributes) => Rules.Find(attributes) is null ? No("") : Yes;

    private static GrantIndex CompileRules()
    {
        var index = new GrantIndex();
        foreach (var rule in NodeRules.All)
        {
            index.Add(new Grant(new CompiledRule(rule), ""));
        }

        return index;
    }

    private AuthorizationDecision AuthorizeResource(string node, in AuthorizerAttributes attributes) =>
        (attributes.ApiGroup ?? "", attributes.Resource) switch
        {
            ("", "secrets") => Read(node, NodeReferenceKind.Secret, attributes),
            ("", "configmaps") => Read(node, NodeReferenceKind.ConfigMap, attributes),
            ("", "persistentvolumeclaims") when attributes.Subresource == "status" => ClaimStatus(node, attributes),
            ("", "persistentvolumeclaims") => Get(node, NodeReferenceKind.Claim, attributes),
            ("", "persistentvolumes") => Volume(node, attributes),
            ("", "serviceaccounts") when attributes.Subresource == "token" => Token(node, attributes),
            ("", "serviceaccounts") => Get(node, NodeReferenceKind.ServiceAccount, attributes),
            ("", "nodes") => Node(node, attributes),
            ("", "pods") => Pods(node, attributes),
            ("resource.k8s.io", "resourceclaims") => Get(node, NodeReferenceKind.ResourceClaim, attributes),
            ("resource.k8s.io", "resourceslices") => Slices(node, attributes),
            ("storage.k8s.io", "volumeattachments") => Attachment(node, attributes),
            ("storage.k8s.io", "csinodes") => Own(node, attributes, "CSINode", "get create update patch delete"),
            ("coordination.k8s.io", "leases") => Lease(node, attributes),
            _ => ByRules(attributes),
        };

    /// <summary>get, or list and watch of one object by its name.</summary>
    private AuthorizationDecision Read(string node, NodeReferenceKind kind, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb is not ("get" or "list" or "watch"))
        {
            return No("can only read resources of this type");
        }

        if (!string.IsNullOrEmpty(attributes.Subresource))
        {
            return No("cannot read subresource");
        }

        if (string.IsNullOrEmpty(attributes.Namespace))
        {
            return No("can only read namespaced object of this type");
        }

        return Related(node, kind, attributes);
    }

    private AuthorizationDecision Get(string node, NodeReferenceKind kind, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb != "get")
        {
            return No("can only get individual resources of this type");
        }

        return string.IsNullOrEmpty(attributes.Subresource) ? Related(node, kind, attributes) : No("cannot get subresource");
    }

    private AuthorizationDecision ClaimStatus(string node, in AuthorizerAttributes attributes) => attributes.Verb is "get" or "update" or "patch"
        ? Related(node, NodeReferenceKind.Claim, attributes)
        : No("can only get/update/patch this type");

    private AuthorizationDecision Related(string node, NodeReferenceKind kind, in AuthorizerAttributes attributes)
    {
        var name = string.IsNullOrEmpty(attributes.Name) ? SelectedName(attributes.FieldSelector) : attributes.Name;
        if (name.Length == 0)
        {
            return No("No Object name found");
        }

        return IsNeeded(node, new NodeReference(kind, attributes.Namespace ?? "", name)) ? Yes : Unrelated(node);
    }

    /// <summary>
    /// The graph follows the pods by a watch of its own, and the kubelet may hear of its new pod first. What the graph does not know
    /// is looked for in the pods themselves, which the kubelet cannot be ahead of.
    /// </summary>
    private bool IsNeeded(string node, NodeReference reference)
    {
        if (graph.IsNeeded(node, reference))
        {
            return true;
        }

        foreach (var pod in objects.List<Pod>(reference.Namespace))
        {
            if (pod.Spec.NodeName == node && PodReferences.Of(pod).Contains(reference))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A list or watch of one object names it by a selector.</summary>
    private static string SelectedName(string? selector)
    {
        const string field = "metadata.name=";
        foreach (var part in (selector ?? "").Split(','))
        {
            if (part.StartsWith(field, StringComparison.Ordinal))
            {
                return part[field.Length..].TrimStart('=');
            }
        }

        return "";
    }

    private static AuthorizationDecision Unrelated(string node) => No($"no relationship found between node '{node}' and this object");

    /// <summary>A volume is the node's business if the claim that it is bound to is.</summary>
    private AuthorizationDecision Volume(string node, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb != "get" || !string.IsNullOrEmpty(attributes.Subresource))
        {
            return No("can only get individual resources of this type");
        }

        var claim = objects.Get<PersistentVolume>("", attributes.Name ?? "")?.Spec.ClaimRef;
        return claim is not null && IsNeeded(node, new NodeReference(NodeReferenceKind.Claim, claim.Namespace, claim.Name)) ? Yes : Unrelated(node);
    }

    private AuthorizationDecision Attachment(string node, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb != "get" || !string.IsNullOrEmpty(attributes.Subresource))
        {
            return No("can only get individual resources of this type");
        }

        return objects.Get<VolumeAttachment>("", attributes.Name ?? "")?.Spec.NodeName == node ? Yes : Unrelated(node);
    }

    private AuthorizationDecision Token(string node, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb != "create")
        {
            return No("can only create tokens for individual service accounts");
        }

        return Related(node, NodeReferenceKind.ServiceAccount, attributes);
    }

    private static AuthorizationDecision Lease(string node, in AuthorizerAttributes attributes) =>
        attributes.Namespace == Constants.NamespaceNodeLease
            ? Own(node, attributes, "node lease", "get create update patch delete")
            : No($"can only access leases in the \"{Constants.NamespaceNodeLease}\" system namespace");

    private static AuthorizationDecision Own(string node, in AuthorizerAttributes attributes, string what, string verbs)
    {
        if (!verbs.Split(' ').Contains(attributes.Verb))
        {
            return No($"can only get, create, update, patch, or delete a {what}");
        }

        // A create has no name in its path; NodeRestriction looks at the object's.
        return attributes.Verb == "create" || attributes.Name == node
            ? Yes
            : No($"can only access {what} with the same name as the requesting node");
    }

    private static AuthorizationDecision Node(string node, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb is "get" or "list" or "watch" && string.IsNullOrEmpty(attributes.Subresource))
        {
            return attributes.Name == node || SelectsOnly(attributes.FieldSelector, "metadata.name", node)
                ? Yes
                : No($"node '{node}' cannot read '{attributes.Name}', only its own Node object");
        }

        return ByRules(attributes);
    }

    /// <summary>Only the pods of its own node (KEP-4601).</summary>
    private AuthorizationDecision Pods(string node, in AuthorizerAttributes attributes)
    {
        if (!string.IsNullOrEmpty(attributes.Subresource))
        {
            return ByRules(attributes);
        }

        switch (attributes.Verb)
        {
            case "get":
                return IsNeeded(node, new NodeReference(NodeReferenceKind.Pod, attributes.Namespace ?? "", attributes.Name ?? ""))
                    ? Yes
                    : Unrelated(node);
            case "list" or "watch":
                return SelectsOnly(attributes.FieldSelector, "spec.nodeName", node)
                    ? Yes
                    : No("can only list/watch pods with spec.nodeName field selector");
            default:
                return ByRules(attributes);
        }
    }

    private static AuthorizationDecision Slices(string node, in AuthorizerAttributes attributes)
    {
        if (attributes.Verb is "list" or "watch" or "deletecollection")
        {
            return SelectsOnly(attributes.FieldSelector, "spec.nodeName", node)
                ? Yes
                : No("can only list/watch/deletecollection resourceslices with spec.nodeName field selector");
        }

        return ByRules(attributes);
    }

    private static bool SelectsOnly(string? selector, string field, string value)
    {
        foreach (var part in (selector ?? "").Split(','))
        {
            if (part == $"{field}={value}" || part == $"{field}=={value}")
            {
                return true;
            }
        }

        return false;
    }
}
