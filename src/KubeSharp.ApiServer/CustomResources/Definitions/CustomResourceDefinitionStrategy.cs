using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>customresourcedefinitions, of apiextensions.k8s.io</summary>
internal sealed class CustomResourceDefinitionStrategy : ResourceStrategy<CustomResourceDefinition>
{
    public override bool AllowUnconditionalUpdate => false;

    public override bool StoresJson => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, new("Created At", "date", "When the definition was created.")];

    public override ApiObject DecodeStoredJson(ReadOnlySpan<byte> json) =>
        JsonCodec.PeekTypeMeta(json).ApiVersion == BetaDefinition.ApiVersion ? BetaDefinition.Read(json) : base.DecodeStoredJson(json);

    /// <summary>The first request to delete always finds something to do: the objects have to go before.</summary>
    public override bool HoldsDeletion(ApiObject value) => value.Metadata.DeletionTimestamp is null;

    public override ApiObject BeginDeletion(ApiObject value)
    {
        var definition = (CustomResourceDefinition)value;
        if (!definition.Metadata.Finalizers.Contains(DefinitionConditions.CleanupFinalizer))
        {
            definition = definition with
            {
                Metadata = definition.Metadata with { Finalizers = definition.Metadata.Finalizers.Add(DefinitionConditions.CleanupFinalizer) },
            };
        }

        return DefinitionConditions.With(
            definition,
            "Terminating",
            true,
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            definition.Metadata.DeletionTimestamp?.Value ?? default);
    }

    protected override CustomResourceDefinition Default(CustomResourceDefinition value)
    {
        var names = value.Spec.Names;
        if ((names.Kind.Length == 0 || (names.Singular.Length > 0 && names.ListKind.Length > 0))
            && value.Spec.Conversion is not (null or { Webhook.ClientConfig.Service.Port: null }))
        {
            return value;
        }

        return value with
        {
            Spec = value.Spec with
            {
                Names = names with
                {
                    Singular = names.Singular.Length > 0 ? names.Singular : names.Kind.ToLowerInvariant(),
                    ListKind = names.ListKind.Length > 0 || names.Kind.Length == 0 ? names.ListKind : names.Kind + "List",
                },
                Conversion = Default(value.Spec.Conversion ?? new CustomResourceConversion { Strategy = "None" }),
            },
        };
    }

    protected override CustomResourceDefinition PrepareForCreate(RequestContext context, CustomResourceDefinition value) =>
        Generations.First(WithStoredVersion(value with { Status = new CustomResourceDefinitionStatus() }));

    protected override CustomResourceDefinition PrepareForUpdate(
        RequestContext context, CustomResourceDefinition value, CustomResourceDefinition old) =>
        Generations.Next(WithStoredVersion(value with { Status = old.Status }), old, value.Spec != old.Spec);

    protected override CustomResourceDefinition PrepareForStatusUpdate(
        RequestContext context, CustomResourceDefinition value, CustomResourceDefinition old) => value with
        {
            Spec = old.Spec,
            Metadata = old.Metadata with { ManagedFields = value.Metadata.ManagedFields, ResourceVersion = value.Metadata.ResourceVersion },
        };

    protected override void Validate(RequestContext context, CustomResourceDefinition value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        DefinitionChecks.Validate(errors, value);
        ApiApproval.Validate(errors, value, null);
        DefinitionChecks.ValidateRules(errors, value, null);
    }

    protected override void ValidateUpdate(
        RequestContext context, CustomResourceDefinition value, CustomResourceDefinition old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        DefinitionChecks.Validate(errors, value);
        DefinitionChecks.ValidateChange(errors, value, old);
        ApiApproval.Validate(errors, value, old);
        DefinitionChecks.ValidateRules(errors, value, old);
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, CustomResourceDefinition value, CustomResourceDefinition old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        DefinitionChecks.ValidateStoredVersions(errors, value);
    }

    protected override object?[] Cells(CustomResourceDefinition value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Metadata.CreationTimestamp.ToString()];

    private static CustomResourceConversion Default(CustomResourceConversion conversion) =>
        conversion is { Webhook: { ClientConfig: { Service: { Port: null } service } config } webhook }
            ? conversion with { Webhook = webhook with { ClientConfig = config with { Service = service with { Port = 443 } } } }
            : conversion;

    /// <summary>A version stays among the stored ones until somebody who has rewritten all objects takes it out.</summary>
    private static CustomResourceDefinition WithStoredVersion(CustomResourceDefinition value) =>
        DeclaredResources.StorageVersion(value) is { } storage && !value.Status.StoredVersions.Contains(storage.Name)
            ? value with { Status = value.Status with { StoredVersions = value.Status.StoredVersions.Add(storage.Name) } }
            : value;
}
