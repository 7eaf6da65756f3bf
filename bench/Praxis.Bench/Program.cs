using Praxis.Bench;

BenchVerb? verb = args.Length == 0 ? null : BenchVerb.All.FirstOrDefault(known => known.Accepts(args));
if (verb is not null)
{
    return verb.Run(args[1..]);
}

Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB");
foreach (BenchVerb known in BenchVerb.All)
{
    Console.Error.WriteLine($"  {known.Usage,-44} {known.Summary}");
}

return 2;
