using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>secrets</summary>
internal sealed class SecretStrategy : ResourceStrategy<Secret>
{
    private const string ImmutableText = "field is immutable when `immutable` is set";

    public override IReadOnlyList<string> SelectableFields { get; } = ["type"];

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Type", "What the secret is for."), Column.Text("Data", "Number of keys."), Column.Age];

    protected override string SelectableField(Secret value, string field) => field == "type" ? value.Type : "";

    /// <summary>stringData is a way to write data; it is never stored.</summary>
    protected override Secret Default(Secret value)
    {
        if (!value.StringData.IsNil)
        {
            var data = value.Data;
            foreach (var (key, text) in value.StringData)
            {
                data = data.Set(key, ByteString.FromUtf8(text));
            }

            value = value with { Data = data, StringData = default };
        }

        return value.Type.Length > 0 ? value : value with { Type = "Opaque" };
    }

    protected override void Validate(RequestContext context, Secret value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        SecretDataChecks.Validate(errors, value);
    }

    protected override void ValidateUpdate(RequestContext context, Secret value, Secret old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (value.Type != old.Type)
        {
            errors.InvalidText(FieldPath.Root("type"), value.Type, FieldChecks.Immutable);
        }

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
        }

        Validate(context, value, errors);
    }

    protected override void Warn(RequestContext context, Secret value, Secret? old) => SecretDataChecks.Warn(context, value);

    protected override object?[] Cells(Secret value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Type, (long)value.Data.Count, CellText.Age(value.Metadata, now)];
}
