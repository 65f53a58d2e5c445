using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.CustomResources.Printing;
using KubeSharp.ApiServer.CustomResources.Rules;
using KubeSharp.ApiServer.CustomResources.Schemas;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>A custom resource in one served version, whose schema its objects are held to.</summary>
internal sealed class CustomResourceStrategy : ResourceStrategy
{
    private const string Status = "status";

    private readonly CustomKind _kind;
    private readonly bool _isDeprecated;
    private readonly PrinterColumns _columns;
    private readonly bool _namespaced;
    private readonly bool _hasStatus;
    private readonly CustomResourceSubresourceScale? _scale;
    private readonly string _deprecation;

    /// <summary>Compiled when the first object is written.</summary>
    private readonly Lazy<RuleTree?> _rules;

    /// <param name="definition">Says what there is.</param>
    /// <param name="version">The served version.</param>
    /// <param name="kind">The kind in this version, in which its objects are handled.</param>
    public CustomResourceStrategy(CustomResourceDefinition definition, CustomResourceDefinitionVersion version, CustomKind kind)
    {
        _kind = kind;
        _isDeprecated = version.Deprecated;
        _columns = new PrinterColumns(version);
        _namespaced = definition.Spec.Scope == "Namespaced";
        _hasStatus = version.Subresources?.Status is not null;
        _scale = version.Subresources?.Scale;
        _deprecation = version.DeprecationWarning ?? $"{definition.Spec.Group}/{version.Name} {definition.Spec.Names.Kind} is deprecated";
        _rules = new Lazy<RuleTree?>(() => kind.Schema is { } schema && SchemaRules.HasAny(schema) ? RuleTree.Of(schema) : null);
        Type = kind.Type;
        SelectableFields = [.. version.SelectableFields.Select(field => field.JSONPath.TrimStart('.'))];
    }

    public override ApiType Type { get; }

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<string> SelectableFields { get; }

    public override IReadOnlyList<TableColumn> Columns => _columns.Columns;

    public override string SelectableField(ApiObject value, string field) =>
        FieldQuery.Parse("." + field)?.Find(((CustomObject)value).Document()).FirstOrDefault() is DocScalar scalar ? scalar.Text : "";

    public override ApiObject Default(ApiObject value)
    {
        if (_kind.Schema is not { } schema)
        {
            return value;
        }

        var custom = (CustomObject)value;
        var document = custom.Document();
        return Defaulting.Apply(document, schema) ? custom.With(document) : custom;
    }

    public override ApiObject PrepareForCreate(RequestContext context, ApiObject value)
    {
        var custom = (CustomObject)value;
        if (_hasStatus)
        {
            var document = custom.Document();
            custom = document.Remove(Status) ? custom.With(document) : custom;
        }

        return custom with { Metadata = custom.Metadata with { Generation = 1 } };
    }

    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        var custom = (CustomObject)value;
        var before = (CustomObject)old;
        if (_hasStatus)
        {
            custom = WithStatusOf(custom, before);
        }

        return custom.Body == before.Body
            ? custom
            : custom with { Metadata = custom.Metadata with { Generation = before.Metadata.Generation + 1 } };
    }

    public override ApiObject PrepareForStatusUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        var before = (CustomObject)old;
        return WithStatusOf(before, (CustomObject)value) with
        {
            Metadata = before.Metadata with { ManagedFields = value.Metadata.ManagedFields, ResourceVersion = value.Metadata.ResourceVersion },
        };
    }

    public override void Validate(RequestContext context, ApiObject value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, _namespaced, NameRule.Subdomain, errors);
        ValidateBody(context, (CustomObject)value, null, errors);
    }

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateBody(context, (CustomObject)value, (CustomObject)old, errors);
    }

    public override void ValidateStatusUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        ValidateUpdate(context, value, old, errors);

    public override void Warn(RequestContext context, ApiObject value, ApiObject? old)
    {
        if (_isDeprecated)
        {
            context.Warn(_deprecation);
        }
    }

    public override object?[] Cells(ApiObject value, DateTimeOffset now) => _columns.Cells((CustomObject)value, now);

    /// <summary>The value with the other one's status.</summary>
    private static CustomObject WithStatusOf(CustomObject value, CustomObject other)
    {
        var document = value.Document();
        document[Status] = other.Document()[Status];
        return value.With(document);
    }

    /// <summary>What the rules see of an object: its body, its type and its name.</summary>
    private static DocObject Whole(CustomObject value, DocObject body)
    {
        var metadata = new DocObject { { "name", new DocScalar(value.Metadata.Name) } };
        if (value.Metadata.GenerateName.Length > 0)
        {
            metadata.Add("generateName", new DocScalar(value.Metadata.GenerateName));
        }

        body["apiVersion"] = new DocScalar(value.ApiType.ApiVersion);
        body["kind"] = new DocScalar(value.ApiType.Kind);
        body["metadata"] = metadata;
        return body;
    }

    private void ValidateRules(RequestContext context, CustomObject value, DocObject body, CustomObject? old, DocObject? oldBody, ErrorList errors)
    {
        if (_rules.Value is not { } rules)
        {
            return;
        }

        foreach (var cause in errors.Causes)
        {
            if (cause.Type is "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany" or "FieldValueTypeInvalid")
            {
                errors.Invalid(
                    FieldPath.Root("<nil>"),
                    "null",
                    "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");
                return;
            }
        }

        new RuleValidator(context, errors, CancellationToken.None).Validate(
            null, rules, Whole(value, body), old is null ? null : Whole(old, oldBody!), unchanged: false);
    }

    private void ValidateBody(RequestContext context, CustomObject value, CustomObject? old, ErrorList errors)
    {
        if (_kind.Schema is not { } schema)
        {
            return;
        }

        var document = value.Document();
        var before = old?.Document();
        var validator = new SchemaValidator(errors);
        foreach (var name in schema.Required)
        {
            if (name is not ("apiVersion" or "kind" or "metadata") && !document.Contains(name))
            {
                errors.Required(FieldPath.Root(name), "");
            }
        }

        foreach (var (name, field) in document)
        {
            if (schema.Properties.TryGetValue(name, out var property))
            {
                validator.Validate(FieldPath.Root(name), field, property, before?[name]);
            }
        }

        if (_scale is not null && new CustomScale(_scale).ToScale(value).Spec.Replicas is var replicas and < 0)
        {
            errors.InvalidNumber(FieldPath.Root(_scale.SpecReplicasPath), replicas, "should be a non-negative integer");
        }

        ValidateRules(context, value, document, old, before, errors);
    }
}
