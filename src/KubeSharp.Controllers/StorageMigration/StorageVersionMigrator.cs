using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storagemigration.V1beta1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.GarbageCollection;

namespace KubeSharp.Controllers.StorageMigration;

/// <summary>
/// Writes every object of a resource as it is, so that it is stored in the version and under the encryption of today (KEP-4192). A migration that
/// is interrupted begins anew; objects that are stored as they should be cost a read.
/// </summary>
internal sealed class StorageVersionMigrator : Controller<string>
{
    private const int PageSize = 500;

    private readonly Store<CustomResourceDefinition> _definitions;
    private readonly MetadataClient _metadata;

    public StorageVersionMigrator(ControllerContext context)
        : base("storage-version-migrator-controller", context, workers: 1, queue: "storage_version_migrator")
    {
        context.Informer<StorageVersionMigration>().OnAny(migration => Queue.Add(migration.Metadata.Name));
        _definitions = context.Informer<CustomResourceDefinition>().Store;
        _metadata = new MetadataClient(context.Client);
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        // Not the informer's: that may not know yet that the migration is over, and it would be done once more.
        var migration = await Client.FindAsync<StorageVersionMigration>("", key, cancellationToken).ConfigureAwait(false);
        if (migration is null || MigrationConditions.IsOver(migration))
        {
            return;
        }

        var group = migration.Spec.Resource;
        var definition = _definitions.Get("", group.Resource + "." + group.Group);
        if (Resource(group, definition) is not { } resource)
        {
            await FinishAsync(migration, MigrationConditions.Failed, $"resource {group.Resource} of group \"{group.Group}\" is not served", cancellationToken).ConfigureAwait(false);
            return;
        }

        migration = await BeginAsync(migration, resource, cancellationToken).ConfigureAwait(false);
        try
        {
            await MigrateAsync(resource, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Status.Code is >= 400 and < 500 and not 408 and not 410 and not 429)
        {
            await FinishAsync(migration, MigrationConditions.Failed, refused.Message, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (definition is not null)
        {
            await ForgetVersionsAsync(definition, resource.Version, cancellationToken).ConfigureAwait(false);
        }

        await FinishAsync(migration, MigrationConditions.Succeeded, "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The resource in the version that is stored, as far as that is known here; any would do.</summary>
    private static ApiResource? Resource(GroupResource group, CustomResourceDefinition? definition) =>
        definition is not null && DeclaredResources.IsEstablished(definition) && DeclaredResources.StorageVersion(definition) is { } version
            ? DeclaredResources.Describe(definition, version)
            : ApiResources.All
                .Where(resource => resource.Group == group.Group && resource.Name == group.Resource && resource.ServedBy is null && resource.Verbs.Contains("patch"))
                .OrderByDescending(static resource => resource.EnabledByDefault)
                .FirstOrDefault();

    private async ValueTask<StorageVersionMigration> BeginAsync(StorageVersionMigration migration, ApiResource resource, CancellationToken cancellationToken)
    {
        if (migration.Status.ResourceVersion.Length > 0)
        {
            return migration;
        }

        var first = await PageAsync(resource, new ListOptions { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        var status = MigrationConditions.With(migration.Status, MigrationConditions.Running, "True", "", Context.Now()) with
        {
            ResourceVersion = first.Metadata.ResourceVersion,
        };
        return await Client.UpdateStatusAsync(migration with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask MigrateAsync(ApiResource resource, CancellationToken cancellationToken)
    {
        var next = "";
        do
        {
            var page = await PageAsync(resource, new ListOptions { Limit = PageSize, Continue = next }, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Objects)
            {
                try
                {
                    await _metadata.TouchAsync(resource, item.Metadata, cancellationToken).ConfigureAwait(false);
                }
                catch (ApiException conflict) when (conflict.IsConflict)
                {
                    // Somebody else has written it since, which is all that was wanted.
                }
            }

            next = page.Metadata.Continue;
        }
        while (next.Length > 0);
    }

    private async ValueTask<ApiObjectList> PageAsync(ApiResource resource, ListOptions options, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Verb = ApiVerb.List, Resource = resource, Options = options, MetadataOnly = true };
        var response = await Client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return (ApiObjectList)response.Object!;
    }

    /// <summary>No object is stored in another version any more, provided that objects are still stored in the one they have been migrated to.</summary>
    private async ValueTask ForgetVersionsAsync(CustomResourceDefinition definition, string version, CancellationToken cancellationToken)
    {
        var current = await Client.FindAsync<CustomResourceDefinition>("", definition.Metadata.Name, cancellationToken).ConfigureAwait(false);
        if (current is null || DeclaredResources.StorageVersion(current)?.Name != version || current.Status.StoredVersions is [var only] && only == version)
        {
            return;
        }

        await Client.UpdateStatusAsync(
            current with { Status = current.Status with { StoredVersions = [version] } }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FinishAsync(StorageVersionMigration migration, string outcome, string message, CancellationToken cancellationToken)
    {
        var status = MigrationConditions.With(migration.Status, MigrationConditions.Running, "False", "", Context.Now());
        status = MigrationConditions.With(status, outcome, "True", message, Context.Now());
        await Client.UpdateStatusAsync(migration with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
