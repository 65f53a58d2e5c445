using System.Runtime.CompilerServices;
using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.CustomResources.Conversion;

/// <summary>
/// Shows the objects of a custom resource in one version. Without a webhook that is another apiVersion and the fields that the version's schema
/// knows; a webhook is asked for many objects at once.
/// </summary>
/// <param name="stored">The version in which new objects are stored.</param>
/// <param name="served">The version of the requests.</param>
/// <param name="webhook">Null for the conversion "None".</param>
internal sealed class CustomConverter(CustomKind stored, CustomKind served, ConversionWebhook? webhook) : IStoreConverter
{
    private readonly ConditionalWeakTable<ApiObject, CustomObject> _prepared = [];

    public ApiType Served => served.Type;

    public bool NeedsPreparation => webhook is not null;

    public ApiObject ToServed(ApiObject stored)
    {
        var value = (CustomObject)stored;
        if (IsIn(value, served))
        {
            return value;
        }

        // A bookmark has nothing that could be converted.
        return webhook is null || value.Body.IsNil ? value.As(served)
            : _prepared.TryGetValue(value, out var converted) ? converted
            : throw new InvalidOperationException($"{value.Metadata.Name} has not been converted before it was to be shown");
    }

    /// <summary>Handlers have it in the version of the request.</summary>
    public ApiObject ToStored(ApiObject served) => served;

    public async ValueTask PrepareAsync(IReadOnlyList<ApiObject> stored, CancellationToken cancellationToken)
    {
        if (webhook is null)
        {
            return;
        }

        var missing = stored.Cast<CustomObject>().Where(value => !IsIn(value, served) && !value.Body.IsNil && !_prepared.TryGetValue(value, out _)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var converted = await webhook.ConvertAsync(missing, served, cancellationToken).ConfigureAwait(false);
        foreach (var (before, after) in missing.Zip(converted))
        {
            _prepared.AddOrUpdate(before, after);
        }
    }

    public ValueTask<ApiObject> ToStorageVersionAsync(ApiObject value, CancellationToken cancellationToken) =>
        ConvertAsync((CustomObject)value, stored, cancellationToken);

    public ValueTask<ApiObject> ToVersionOfAsync(ApiObject value, ApiObject other, CancellationToken cancellationToken) =>
        ConvertAsync((CustomObject)value, ((CustomObject)other).Kind, cancellationToken);

    private static bool IsIn(CustomObject value, CustomKind kind) => value.ApiType.Version == kind.Type.Version;

    private async ValueTask<ApiObject> ConvertAsync(CustomObject value, CustomKind target, CancellationToken cancellationToken) =>
        IsIn(value, target) ? value
        : webhook is null ? value.As(target)
        : (await webhook.ConvertAsync([value], target, cancellationToken).ConfigureAwait(false))[0];
}
