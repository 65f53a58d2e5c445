using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>Within a group every plural, singular, short name and kind belongs to one resource.</summary>
internal static class NameConflicts
{
    public static NameConflict? Find(CustomResourceDefinition definition, ResourceEndpoints endpoints)
    {
        var names = definition.Spec.Names;
        foreach (var endpoint in endpoints.All)
        {
            var other = endpoint.Resource;
            if (other.Group != definition.Spec.Group || other.Name == names.Plural)
            {
                continue;
            }

            if (other.Name == names.Singular || other.Singular == names.Plural || other.Singular == names.Singular)
            {
                return new NameConflict("SingularConflict", $"\"{names.Singular}\" is already in use");
            }

            foreach (var shortName in names.ShortNames)
            {
                if (shortName == other.Name || shortName == other.Singular || other.ShortNames.Contains(shortName))
                {
                    return new NameConflict("ShortNamesConflict", $"\"{shortName}\" is already in use");
                }
            }

            if (other.Kind == names.Kind || other.Kind == names.ListKind)
            {
                return new NameConflict("KindConflict", $"\"{names.Kind}\" is already in use");
            }
        }

        return null;
    }
}
