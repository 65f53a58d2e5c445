using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.CustomResources.Schemas;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>
/// Evaluates the rules of an object, within one budget of cost. Rules that an update finds broken where it has changed nothing only warn
/// (KEP-4008); transition rules are not among them, they are about the change.
/// </summary>
internal sealed class RuleValidator(RequestContext context, ErrorList errors, CancellationToken cancellationToken)
{
    private const string OutOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run";

    private long _budget = CelLimits.PerObject;

    /// <param name="path">Null at the root, which has no name.</param>
    /// <param name="tree">The rules.</param>
    /// <param name="value">The new value.</param>
    /// <param name="old">The value before, where the two can be told to be the same thing; null otherwise.</param>
    /// <param name="unchanged">The value, or something around it, is as it was.</param>
    public void Validate(FieldPath? path, RuleTree tree, DocNode value, DocNode? old, bool unchanged)
    {
        if (value.IsNull || _budget < 0)
        {
            return;
        }

        old = old?.IsNull == true ? null : old;
        unchanged = unchanged || (old is not null && old.DeepEquals(value));
        Rules(path, tree, value, old, unchanged);
        foreach (var all in tree.AllOf)
        {
            Validate(path, all, value, old, unchanged);
        }

        switch (value)
        {
            case DocObject fields:
                Fields(path, tree, fields, tree.Type.Schema.XMapType == "atomic" ? null : old as DocObject, unchanged);
                break;
            case DocArray items when tree.Items is { } item:
                Items(path, tree, item, items, old as DocArray, unchanged);
                break;
        }
    }

    private void Fields(FieldPath? path, RuleTree tree, DocObject fields, DocObject? old, bool unchanged)
    {
        foreach (var (name, value) in fields)
        {
            if (tree.Properties.TryGetValue(name, out var property))
            {
                Validate(path?.Child(name) ?? FieldPath.Root(name), property, value, old?[name], unchanged);
            }
            else if (tree.AdditionalProperties is { } values)
            {
                Validate((path ?? FieldPath.Root("")).Key(name), values, value, old?[name], unchanged);
            }
        }
    }

    /// <summary>Only the items of a list with keys have a past.</summary>
    private void Items(FieldPath? path, RuleTree tree, RuleTree rules, DocArray items, DocArray? old, bool unchanged)
    {
        var isMap = tree.Type.Schema.XListType == "map";
        var before = isMap ? ListKeys.Index(old, tree.Type.Schema) : [];
        for (var i = 0; i < items.Count; i++)
        {
            var key = isMap ? ListKeys.Of(items[i], tree.Type.Schema) : null;
            Validate((path ?? FieldPath.Root("")).Index(i), rules, items[i], key is null ? null : before.GetValueOrDefault(key), unchanged);
        }
    }

    private void Rules(FieldPath? path, RuleTree tree, DocNode value, DocNode? old, bool unchanged)
    {
        if (tree.Rules.Count == 0)
        {
            return;
        }

        var self = DocValues.Of(value, tree.Type);
        var before = old is null || !tree.UsesOldSelf ? default : DocValues.Of(old, tree.Type);
        foreach (var rule in tree.Rules)
        {
            if (_budget <= 0)
            {
                Add(path, tree, OutOfBudget);
                _budget = -1;
                return;
            }

            if (rule.Program is not { } program)
            {
                Add(path, tree, "rule compile error: " + rule.Error);
                continue;
            }

            var optional = rule.Rule.OptionalOldSelf == true;
            if (!rule.UsesOldSelf || old is not null || optional)
            {
                var previous = !optional ? before : old is null ? CelOptional.None : CelOptional.Some(DocValues.Of(old, tree.Type));
                Evaluate(path, tree, rule, program, [self, previous], unchanged && !rule.UsesOldSelf);
            }

            if (_budget < 0)
            {
                return;
            }
        }
    }

    private void Evaluate(FieldPath? path, RuleTree tree, CompiledRule rule, CelProgram program, ReadOnlySpan<CelValue> variables, bool onlyWarns)
    {
        var result = program.Evaluate(variables, CelLimits.PerCall, cancellationToken);
        if (!Pay(result.Cost))
        {
            Add(path, tree, OutOfBudget);
            return;
        }

        if (result.Value.IsError)
        {
            var error = result.Value.AsError.Message;
            if (error.StartsWith("operation cancelled", StringComparison.Ordinal))
            {
                Add(path, tree, $"'{error}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Name}");
                _budget = -1;
            }
            else
            {
                Add(path, tree, error.StartsWith("no such overload", StringComparison.Ordinal)
                    ? $"'{error}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Name}"
                    : $"{error} evaluating rule: {rule.Name}");
            }
        }
        else if (!result.Value.IsTrue)
        {
            Report(path, tree, rule, Message(rule, variables), onlyWarns);
        }
    }

    private bool Pay(ulong cost)
    {
        _budget = cost > (ulong)Math.Max(0, _budget) ? -1 : _budget - (long)cost;
        return _budget >= 0;
    }

    private string Message(CompiledRule rule, ReadOnlySpan<CelValue> variables)
    {
        if (rule.Message is null)
        {
            return rule.DefaultMessage;
        }

        var result = rule.Message.Evaluate(variables, CelLimits.PerCall, cancellationToken);
        if (!Pay(result.Cost))
        {
            return "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run";
        }

        return EvaluatedMessage.Of(result.Value) ?? rule.DefaultMessage;
    }

    private void Add(FieldPath? path, RuleTree tree, string detail) => errors.Invalid(Place(path), ErrorList.Quote(tree.Type.Schema.Type), detail);

    private void Report(FieldPath? path, RuleTree tree, CompiledRule rule, string message, bool onlyWarns)
    {
        var found = onlyWarns ? new ErrorList() : errors;
        var place = rule.Rule.FieldPath.Length == 0 ? Place(path) : RuleFieldPath.Append(path, rule.Rule.FieldPath);
        var type = ErrorList.Quote(tree.Type.Schema.Type);
        switch (rule.Rule.Reason)
        {
            case "FieldValueForbidden":
                found.Forbidden(place, message);
                break;
            case "FieldValueRequired":
                found.Required(place, message);
                break;
            case "FieldValueDuplicate":
                found.Duplicate(place, type);
                break;
            default:
                found.Invalid(place, type, message);
                break;
        }

        if (onlyWarns)
        {
            context.Warn($"{found.Causes[0].Field}: {found.Causes[0].Message}");
        }
    }

    private static FieldPath Place(FieldPath? path) => path ?? FieldPath.Root("<nil>");
}
