using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Name and namespace of a body have to agree with the path; system fields are the server's.</summary>
internal static class ObjectIdentity
{
    /// <summary>The value in the namespace of the request, which a body may leave out.</summary>
    /// <exception cref="ApiException">400, the body is for another namespace.</exception>
    public static ApiObject InNamespace(RequestContext context, ApiResource resource, ApiObject value)
    {
        var wanted = resource.Namespaced ? context.Info.Namespace : "";
        var given = value.Metadata.Namespace;
        if (given == wanted)
        {
            return value;
        }

        if (given.Length > 0 && wanted.Length > 0)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        return value with { Metadata = value.Metadata with { Namespace = wanted } };
    }

    /// <exception cref="ApiException">400, the body has no name or another one than the path.</exception>
    public static void CheckName(RequestContext context, ApiObject value)
    {
        var name = context.Info.Name;
        if (value.Metadata.Name.Length == 0)
        {
            throw ApiErrors.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        }

        if (value.Metadata.Name != name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({value.Metadata.Name}) does not match the name on the URL ({name})");
        }
    }

    /// <summary>A new object: its own uid and time, nothing of a deletion, a name made from generateName if it has none.</summary>
    public static ApiObject New(RequestContext context, ApiObject value)
    {
        var meta = value.Metadata;
        return value with
        {
            Metadata = meta with
            {
                Name = meta.Name.Length == 0 && meta.GenerateName.Length > 0 ? NameGenerator.Generate(meta.GenerateName) : meta.Name,
                UID = Guid.NewGuid().ToString(),
                CreationTimestamp = new Time(context.ReceivedAt),
                DeletionTimestamp = null,
                DeletionGracePeriodSeconds = null,
                SelfLink = "",
            },
        };
    }

    /// <summary>Metadata of an update: what clients leave out or may not change comes from the stored object.</summary>
    public static ApiObject Successor(ApiObject value, ApiObject old)
    {
        var meta = value.Metadata;
        var before = old.Metadata;
        return value with
        {
            Metadata = meta with
            {
                UID = meta.UID.Length == 0 ? before.UID : meta.UID,
                CreationTimestamp = before.CreationTimestamp.IsZero ? meta.CreationTimestamp : before.CreationTimestamp,
                Generation = before.Generation,
                DeletionTimestamp = before.DeletionTimestamp ?? meta.DeletionTimestamp,
                DeletionGracePeriodSeconds = KeepsGrace(meta, before) ? before.DeletionGracePeriodSeconds : meta.DeletionGracePeriodSeconds,
                SelfLink = "",
            },
        };
    }

    /// <summary>Owner references name each owner once; a client that repeats one is told.</summary>
    public static ApiObject DistinctOwners(RequestContext context, ApiObject value)
    {
        var owners = value.Metadata.OwnerReferences;
        if (owners.Count < 2)
        {
            return value;
        }

        var distinct = owners.Distinct().ToArray();
        if (distinct.Length == owners.Count)
        {
            return value;
        }

        var repeated = string.Join(", ", owners.GroupBy(owner => owner).Where(group => group.Count() > 1).Select(group => group.Key.UID));
        context.Warn(
            ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests " +
            "as early as 1.24; please fix your requests; duplicate UID(s) observed: " + repeated);
        return value with { Metadata = value.Metadata with { OwnerReferences = [.. distinct] } };
    }

    /// <summary>The revision that an update is based on; 0 if it names none.</summary>
    /// <exception cref="ApiException">500 as upstream, it is no number.</exception>
    public static long Revision(ObjectMeta meta)
    {
        if (meta.ResourceVersion.Length == 0 || meta.ResourceVersion == "0")
        {
            return 0;
        }

        if (long.TryParse(meta.ResourceVersion, System.Globalization.NumberStyles.None, null, out var revision))
        {
            return revision;
        }

        throw WriteErrors.NotARevision(meta.ResourceVersion);
    }

    private static bool KeepsGrace(ObjectMeta meta, ObjectMeta before) =>
        before.DeletionTimestamp is not null && meta.DeletionGracePeriodSeconds is null;
}
