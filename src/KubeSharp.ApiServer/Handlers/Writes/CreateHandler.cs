using KubeSharp.Api;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Creates objects: default, track fields, mutate, prepare, validate, store.</summary>
internal sealed class CreateHandler(AdmissionChain admission, FieldManagers fieldManagers)
{
    /// <param name="body">The object in the version of the request.</param>
    /// <param name="options">CreateOptions, or UpdateOptions of an update that creates.</param>
    /// <exception cref="ApiException">400, 403, 409 or 422.</exception>
    public async ValueTask<WriteResult> CreateAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiObject body, ApiKind? options, CancellationToken cancellationToken)
    {
        var value = ObjectIdentity.InNamespace(context, endpoint.Resource, body);
        value = ObjectIdentity.DistinctOwners(context, value);
        value = endpoint.Strategy.Default(endpoint.ToStored(value));
        value = await fieldManagers.UpdateAsync(context, endpoint, null, value, cancellationToken).ConfigureAwait(false);
        return await CreateTrackedAsync(context, endpoint, value, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates an object that is defaulted, in its stored version and has its managedFields.</summary>
    public async ValueTask<WriteResult> CreateTrackedAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiObject value, ApiKind? options, CancellationToken cancellationToken)
    {
        var admissionContext = new AdmissionContext
        {
            Request = context,
            Operation = AdmissionOperation.Create,
            Resource = endpoint.Resource,
            Namespace = value.Metadata.Namespace,
            Name = value.Metadata.Name,
            Object = value,
            Options = options,
        };
        await admission.AdmitAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        value = ObjectIdentity.DistinctOwners(context, (ApiObject)admissionContext.Object!);

        if (value.Metadata.ResourceVersion.Length > 0 && value.Metadata.ResourceVersion != "0")
        {
            throw WriteErrors.ResourceVersionAtCreate();
        }

        var generated = value.Metadata.Name.Length == 0 && value.Metadata.GenerateName.Length > 0;
        for (var attempt = 1; ; attempt++)
        {
            var created = Complete(context, endpoint, value);
            admissionContext.Object = created;
            await admission.ValidateAsync(admissionContext, cancellationToken).ConfigureAwait(false);

            if (context.DryRun)
            {
                await CheckAbsentAsync(endpoint, created, cancellationToken).ConfigureAwait(false);
                return new WriteResult(created, null, Created: true);
            }

            var stored = await endpoint.ToStorageVersionAsync(created, cancellationToken).ConfigureAwait(false);
            var entry = await endpoint.Store.CreateAsync(stored, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
            {
                return new WriteResult(entry.Object, entry, Created: true);
            }

            if (!generated)
            {
                throw ApiErrors.AlreadyExists(endpoint.Resource, created.Metadata.Name);
            }

            if (attempt == NameGenerator.MaxAttempts)
            {
                throw ApiErrors.GeneratedNameTaken(endpoint.Resource.Group, endpoint.Resource.Name, created.Metadata.Name);
            }
        }
    }

    private static ApiObject Complete(RequestContext context, ResourceEndpoint endpoint, ApiObject value)
    {
        var strategy = endpoint.Strategy;
        var created = strategy.PrepareForCreate(context, ObjectIdentity.New(context, value));
        var errors = new ErrorList();
        strategy.Validate(context, created, errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid(endpoint.Type, created.Metadata.Name, errors.Causes);
        }

        strategy.Warn(context, created, null);
        return created;
    }

    private static async ValueTask CheckAbsentAsync(ResourceEndpoint endpoint, ApiObject value, CancellationToken cancellationToken)
    {
        if (await endpoint.Store.GetAsync(value.Metadata.Namespace, value.Metadata.Name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw ApiErrors.AlreadyExists(endpoint.Resource, value.Metadata.Name);
        }
    }
}
