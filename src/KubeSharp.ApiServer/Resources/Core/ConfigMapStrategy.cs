using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>configmaps</summary>
internal sealed class ConfigMapStrategy : ResourceStrategy<ConfigMap>
{
    private const string ImmutableText = "field is immutable when `immutable` is set";
    private const int MaxSize = 1024 * 1024;

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Data", "Number of keys."), Column.Age];

    protected override void Validate(RequestContext context, ConfigMap value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        long size = 0;
        foreach (var (key, text) in value.Data)
        {
            NameChecks.ConfigKey(errors, FieldPath.Root("data").Key(key), null, key);
            if (value.BinaryData.ContainsKey(key))
            {
                errors.InvalidText(FieldPath.Root("data").Key(key), key, "duplicate of key present in binaryData");
            }

            size += Utf8Length.Of(text);
        }

        foreach (var (key, bytes) in value.BinaryData)
        {
            NameChecks.ConfigKey(errors, FieldPath.Root("binaryData").Key(key), null, key);
            size += bytes.Length;
        }

        if (size > MaxSize)
        {
            errors.TooLong(FieldPath.Root(""), MaxSize);
        }
    }

    protected override void ValidateUpdate(RequestContext context, ConfigMap value, ConfigMap old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (old.Immutable is true)
        {
            if (value.Immutable is not true)
            {
                errors.Forbidden(FieldPath.Root("immutable"), ImmutableText);
            }

            if (value.Data != old.Data)
            {
                errors.Forbidden(FieldPath.Root("data"), ImmutableText);
            }

            if (value.BinaryData != old.BinaryData)
            {
                errors.Forbidden(FieldPath.Root("binaryData"), ImmutableText);
            }
        }

        Validate(context, value, errors);
    }

    protected override object?[] Cells(ConfigMap value, DateTimeOffset now) =>
        [value.Metadata.Name, (long)(value.Data.Count + value.BinaryData.Count), CellText.Age(value.Metadata, now)];
}
