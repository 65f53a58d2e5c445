using System.Text;

namespace KubeSharp.Fuzz.Testing;

/// <summary>
/// Feeds changed inputs to code that reads what clients send. The code may take or refuse an input, and nothing else; it may not take
/// memory or time out of proportion either. Inputs that are taken are changed further, so that they get deeper into the code.
/// </summary>
/// <remarks>KUBESHARP_FUZZ_INPUTS is the number of inputs for each target, KUBESHARP_FUZZ_SEED where the choices come from.</remarks>
public sealed class Fuzzer
{
    private const int DefaultInputs = 2_000;
    private const int PoolLimit = 2_000;

    /// <summary>For one input, whatever its length (at most 16 KiB).</summary>
    private const long MemoryLimit = 64 << 20;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    private readonly Random _random;
    private readonly List<byte[]> _pool;
    private readonly Mutator _mutator;
    private readonly JsonMutator _structures;

    public static int Inputs { get; } = Setting("KUBESHARP_FUZZ_INPUTS", DefaultInputs);

    public static int Seed { get; } = Setting("KUBESHARP_FUZZ_SEED", 1);

    /// <param name="corpus">Inputs to begin with.</param>
    /// <param name="words">Pieces that mean something to the code.</param>
    public Fuzzer(IEnumerable<byte[]> corpus, params string[] words)
    {
        _random = new Random(Seed);
        _pool = [.. corpus];
        _mutator = new Mutator(_random, [.. words.Select(Encoding.UTF8.GetBytes)]);
        _structures = new JsonMutator(_random, words);
    }

    /// <param name="target">Reads an input.</param>
    /// <param name="isRefusal">Whether an exception is how the code refuses an input.</param>
    /// <exception cref="FuzzException">Something else happened; it names the input.</exception>
    public void Run(Action<byte[]> target, Func<Exception, bool> isRefusal)
    {
        // What is done once costs more than what is done for each input.
        _pool.ForEach(input => Try(target, isRefusal, input, TimeSpan.MaxValue));
        for (var count = 0; count < Inputs; count++)
        {
            var input = Next();
            if (Try(target, isRefusal, input, TimeLimit))
            {
                Keep(input);
            }
        }
    }

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : value;

    /// <summary>JSON is changed as such every other time.</summary>
    private byte[] Next()
    {
        var (input, other) = (Pick(), Pick());
        return (_random.Next(2) == 0 ? _structures.Change(input, other) : null) is { Length: <= Mutator.MaxLength } changed
            ? changed
            : _mutator.Change(input, other);
    }

    private bool Try(Action<byte[]> target, Func<Exception, bool> isRefusal, byte[] input, TimeSpan limit)
    {
        var (before, begin) = (GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Now);
        var taken = true;
        try
        {
            target(input);
        }
        catch (Exception refusal) when (isRefusal(refusal))
        {
            taken = false;
        }
        catch (Exception failure)
        {
            throw new FuzzException(Seed, input, failure.Message, failure);
        }

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        var time = ThreadTime.Now - begin;
        if (time > limit)
        {
            throw new FuzzException(Seed, input, $"it took {time.TotalSeconds} s", null);
        }

        return used <= MemoryLimit ? taken : throw new FuzzException(Seed, input, $"{used} bytes were allocated", null);
    }

    private byte[] Pick() => _pool[_random.Next(_pool.Count)];

    private void Keep(byte[] input)
    {
        if (_pool.Count < PoolLimit)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[_random.Next(PoolLimit)] = input;
        }
    }
}
