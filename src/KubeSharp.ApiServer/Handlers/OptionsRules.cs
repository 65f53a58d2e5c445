using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>The rules of CreateOptions, UpdateOptions and PatchOptions.</summary>
internal static class OptionsRules
{
    private const int MaxManagerLength = 128;

    public static void Validate(CreateOptions options) => Validate("CreateOptions", options.DryRun, options.FieldManager, options.FieldValidation);

    public static void Validate(UpdateOptions options) => Validate("UpdateOptions", options.DryRun, options.FieldManager, options.FieldValidation);

    public static void Validate(PatchOptions options, bool apply)
    {
        var errors = new ErrorList();
        if (apply && options.FieldManager.Length == 0)
        {
            errors.Required(FieldPath.Root("fieldManager"), "is required for apply patch");
        }

        if (!apply && options.Force is not null)
        {
            errors.Forbidden(FieldPath.Root("force"), "may not be specified for non-apply patch");
        }

        Collect(options.DryRun, options.FieldManager, options.FieldValidation, errors);
        Throw("PatchOptions", errors);
    }

    public static void DryRun(ApiList<string> dryRun, ErrorList errors)
    {
        foreach (var value in dryRun)
        {
            if (value != "All")
            {
                errors.NotSupported(FieldPath.Root("dryRun"), "[" + string.Join(",", dryRun.Select(ErrorList.Quote)) + "]", "All");
                return;
            }
        }
    }

    private static void Validate(string kind, ApiList<string> dryRun, string manager, string validation)
    {
        if (dryRun.Count == 0 && manager.Length == 0 && validation.Length == 0)
        {
            return;
        }

        var errors = new ErrorList();
        Collect(dryRun, manager, validation, errors);
        Throw(kind, errors);
    }

    private static void Collect(ApiList<string> dryRun, string manager, string validation, ErrorList errors)
    {
        DryRun(dryRun, errors);
        var path = FieldPath.Root("fieldManager");
        if (manager.Length > MaxManagerLength)
        {
            errors.TooLong(path, MaxManagerLength);
        }

        foreach (var character in manager)
        {
            if (char.IsControl(character))
            {
                errors.Invalid(path, ErrorList.Quote(manager), "should only contain printable characters");
                break;
            }
        }

        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
        {
            errors.NotSupported(FieldPath.Root("fieldValidation"), ErrorList.Quote(validation), "", "Ignore", "Strict", "Warn");
        }
    }

    private static void Throw(string kind, ErrorList errors)
    {
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid("meta.k8s.io", kind, "", errors.Causes);
        }
    }
}
