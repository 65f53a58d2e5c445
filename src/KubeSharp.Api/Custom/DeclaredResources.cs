using KubeSharp.Api.Apiextensions.V1;

namespace KubeSharp.Api.Custom;

/// <summary>The resources that CustomResourceDefinitions declare.</summary>
public static class DeclaredResources
{
    private static readonly ApiList<string> Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly ApiList<string> UpdateVerbs = ["get", "patch", "update"];

    /// <summary>Requests for its objects are answered.</summary>
    public static bool IsEstablished(CustomResourceDefinition definition) => HasCondition(definition, "Established");

    public static bool HasCondition(CustomResourceDefinition definition, string type)
    {
        foreach (var condition in definition.Status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition.Status == "True";
            }
        }

        return false;
    }

    /// <summary>The version in which objects are stored; null in a definition that is not valid.</summary>
    public static CustomResourceDefinitionVersion? StorageVersion(CustomResourceDefinition definition)
    {
        foreach (var version in definition.Spec.Versions)
        {
            if (version.Storage)
            {
                return version;
            }
        }

        return null;
    }

    /// <param name="kind">Null where nobody decodes the objects.</param>
    public static ApiResource Describe(CustomResourceDefinition definition, CustomResourceDefinitionVersion version, CustomKind? kind = null)
    {
        var spec = definition.Spec;
        var names = definition.Status.AcceptedNames;
        return new ApiResource
        {
            Group = spec.Group,
            Version = version.Name,
            Name = names.Plural.Length > 0 ? names.Plural : spec.Names.Plural,
            Singular = names.Singular,
            Kind = names.Kind.Length > 0 ? names.Kind : spec.Names.Kind,
            Namespaced = spec.Scope == "Namespaced",
            ShortNames = names.ShortNames,
            Categories = names.Categories,
            Verbs = Verbs,
            Subresources = Subresources(spec.Group, version, spec.Names.Kind, kind),
            Type = kind?.Type,
            EnabledByDefault = true,
            GroupPriority = 1000,
        };
    }

    private static ApiList<ApiSubresource> Subresources(string group, CustomResourceDefinitionVersion version, string kind, CustomKind? type)
    {
        var subresources = default(ApiList<ApiSubresource>);
        if (version.Subresources?.Status is not null)
        {
            subresources = subresources.Add(new ApiSubresource
            {
                Name = "status",
                Group = group,
                Version = version.Name,
                Kind = kind,
                Verbs = UpdateVerbs,
                Type = type?.Type,
            });
        }

        if (version.Subresources?.Scale is not null)
        {
            subresources = subresources.Add(new ApiSubresource
            {
                Name = "scale",
                Group = "autoscaling",
                Version = "v1",
                Kind = "Scale",
                Verbs = UpdateVerbs,
                Type = ApiTypes.Of<Autoscaling.V1.Scale>(),
            });
        }

        return subresources;
    }
}
