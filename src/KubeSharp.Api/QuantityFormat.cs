namespace KubeSharp.Api;

/// <summary>The suffixes that a quantity is written with.</summary>
public enum QuantityFormat : byte
{
    /// <summary>Powers of ten: n u m k M G T P E.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: Ki Mi Gi Ti Pi Ei.</summary>
    BinarySI,

    /// <summary>Powers of ten as exponents: e3, e6.</summary>
    DecimalExponent,
}
