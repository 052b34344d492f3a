# Worked by hand. Resolution: January 2 of 2, February 4 of 5 (80%), March 2 of 3 (66.67%), April 1 of 2;
# M is breached in May; N is not decided.
#   of-a-fee:  a share is credited below a threshold, so 80% is not below 80%.  2.5% of 101 is 2.525, half
#              a penny between 2.52 and 2.53, and the even one is 2.52.  2.5% of 303 is 7.575: 7.58.
#              7.5% of 303 is 22.725, capped at 10.10.
#   of-money:  2/3 is less than 66.666666667%, the deeper band; 500.05 is capped at 499.99.
#   of-a-quarter: replies of M are one ticket, breached in the second quarter: 0%; a third of 12,500.37
#              less a little is 4166.789999958…: 4166.79.
#   of-cycles: May has 1 of 2 cycles, which is not below 50%: 1% of 101; June 1 of 1.

$ charter eval charter.chr --log log.csv --format json | jq -c '.credits[]|[.name,.period,.compliance,.band,.amount.minor,.unfinished]'
["of-a-fee","2026-01",100,null,0,false]
["of-a-fee","2026-02",80,100,252,false]
["of-a-fee","2026-03",66.6667,80,758,false]
["of-a-fee","2026-04",50,60,1010,false]
["of-a-fee","2026-05",0,60,1010,false]
["of-a-fee","2026-07",null,null,0,true]
["of-money","2026-01",100,null,0,false]
["of-money","2026-02",80,100,25000,false]
["of-money","2026-03",66.6667,66.666666667,49999,false]
["of-money","2026-04",50,66.666666667,49999,false]
["of-money","2026-05",0,66.666666667,49999,false]
["of-money","2026-07",null,null,0,true]
["of-a-quarter","2026-Q2",0,95,416679,false]
["of-cycles","2026-05",50,90,101,false]
["of-cycles","2026-06",100,null,0,false]

$ sed 's/GBP/JPY/; s/12500.37/12501/; s/500.05/500/; s/499.99/499/' charter.chr >yen.chr; charter eval yen.chr --log log.csv --format json | jq -c '.credits[]|select(.name=="of-a-fee" or .name=="of-a-quarter")|[.period,.amount.currency,.amount.minor]'
["2026-01","JPY",0]
["2026-02","JPY",3]
["2026-03","JPY",8]
["2026-04","JPY",10]
["2026-05","JPY",10]
["2026-07","JPY",0]
["2026-Q2","JPY",4167]

$ sed 's/GBP/KWD/; s/is KWD 101 /is KWD 101.001 /' charter.chr >dinar.chr; charter eval dinar.chr --log log.csv --format json | jq -c '.credits[]|select(.name=="of-a-fee" or .name=="of-a-quarter")|[.period,.amount.currency,.amount.minor]'
["2026-01","KWD",0]
["2026-02","KWD",2525]
["2026-03","KWD",7575]
["2026-04","KWD",10100]
["2026-05","KWD",10100]
["2026-07","KWD",0]
["2026-Q2","KWD",4166790]

$ charter eval charter.chr --log log.csv --from 2026-02-10 --to 2026-03-01 --where 'replies is at least 1' --by reopenings | sed -n '/^Credits/,/of-a-quarter/p'
charter: nothing is decided: no cycle that was asked for is met or breached
Credits
  fee monthly: GBP 101.00 each month, payable within 30 calendar days
  fee other: GBP 303.00 each month
  fee Quarterly fee: GBP 12500.37 each quarter
  of all tickets: --where and --by do not apply here
  of whole periods: those that the dates counted touch

  of-a-fee: for resolution, each month
  in all GBP 10.10

    month    compliance  below    credit
    2026-02      80.00%   100%  GBP 2.52
    2026-03      66.67%    80%  GBP 7.58

  of-money: for resolution, each month
  in all GBP 749.99

    month    compliance          below      credit
    2026-02      80.00%           100%  GBP 250.00
    2026-03  66.666667%  66.666666667%  GBP 499.99

  of-a-quarter: for replies, each quarter

$ charter eval charter.chr --log log.csv --format csv | grep -E '^(target|of-a-fee)'
target,scope,period,met,breached,pending,uncovered,excluded,error,compliance,promise,held,best,worst,used_mean_s,used_p50_s,used_p90_s,used_p95_s,used_p99_s,used_max_s,service,figure,bound,counted,unset,band,currency,amount_minor,unfinished
of-a-fee,credit,2026-01,,,,,,,100,,,,,,,,,,,,,,,,,GBP,0,false
of-a-fee,credit,2026-02,,,,,,,80,,,,,,,,,,,,,,,,100,GBP,252,false
of-a-fee,credit,2026-03,,,,,,,66.6667,,,,,,,,,,,,,,,,80,GBP,758,false
of-a-fee,credit,2026-04,,,,,,,50,,,,,,,,,,,,,,,,60,GBP,1010,false
of-a-fee,credit,2026-05,,,,,,,0,,,,,,,,,,,,,,,,60,GBP,1010,false
of-a-fee,credit,2026-07,,,,,,,,,,,,,,,,,,,,,,,,GBP,0,true
