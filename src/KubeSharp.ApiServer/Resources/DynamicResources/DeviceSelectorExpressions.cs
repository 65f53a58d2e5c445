using System.Text;
using KubeSharp.ApiServer.Resources.Validation;
using KubeSharp.Cel;
using KubeSharp.Cel.Devices;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>The <c>cel.expression</c> of device selectors, in DeviceClasses and ResourceClaims.</summary>
internal static class DeviceSelectorExpressions
{
    private const int MaxBytes = 10 * 1024;
    private const ulong MaxCost = 1_000_000;

    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="path">Of the expression.</param>
    /// <param name="expression">As written.</param>
    public static void Check(ErrorList errors, FieldPath path, string expression)
    {
        if (expression.Length == 0)
        {
            errors.Required(path, "");
            return;
        }

        if (Encoding.UTF8.GetByteCount(expression) > MaxBytes)
        {
            // It is not compiled: that would cost more than it is worth.
            errors.TooLong(path, MaxBytes);
            return;
        }

        try
        {
            var program = DeviceExpressions.Environment.Compile(expression);
            if (program.ResultType is { IsDyn: false } type && !type.Equals(CelType.Bool))
            {
                errors.InvalidText(path, expression, "must evaluate to bool or the unknown type");
            }
            else if (DeviceExpressions.MaxCost(program) > MaxCost)
            {
                errors.Forbidden(path, "too complex, exceeds cost limit");
            }
        }
        catch (CelCompileException e)
        {
            errors.InvalidText(path, expression, "compilation failed: " + e.Message);
        }
    }
}
